package judge

// WentOn is what tells that an action went on.
var WentOn = wentOn

// Factors are the factors of an answer's question.
var Factors = (*Evaluator).factors
