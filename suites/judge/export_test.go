package judge

// WentOn is what tells that an action went on.
var WentOn = wentOn
