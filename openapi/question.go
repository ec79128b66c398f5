package openapi

// Question is one question, told by the respects in which it differs from others. The words for each are those that
// precedence.yaml has under factors. An empty field has the usual one, the first of its factor.
type Question struct {
	Edition     Edition // what is served, where nothing is wrong; legacy is all that lies below /v2. Never empty
	Operation   string  // show or list
	Method      string  // as sent: "GET"
	Path        string  // whether it is that of the operation
	Project     string  // whose project the path names
	Actor       string  // who asks
	Token       string  // how the token is sent
	Version     string  // whether the microversion that is asked for can be served
	ContentType string  // what the request says of the body that it does not have
	Accept      string  // what it says of the answer
	Query       string  // what the query holds
	Server      string  // what is known of the server in the path
	Action      string  // what is known of the action in the path; a list has none
	Policy      string  // whether the deployment allows the actor the operation
}

// factorCount is how many factors there are beside the edition.
const factorCount = 13

// factorNames are the names of the factors, in the order of Question.
func factorNames() [factorCount]string {
	return [factorCount]string{
		"operation", "method", "path", "project", "actor", "token", "version", "content-type", "accept", "query", "server",
		"action", "policy",
	}
}

// words are the words for the factors, in the same order.
func (q Question) words() [factorCount]string {
	return [factorCount]string{
		q.Operation, q.Method, q.Path, q.Project, q.Actor, q.Token, q.Version, q.ContentType, q.Accept, q.Query, q.Server,
		q.Action, q.Policy,
	}
}

// editionFactor is the name of the one factor whose values are not listed: the contract knows the editions.
const editionFactor = "edition"

// situation is a question in numbers: which value each factor has, and last the era of its edition.
type situation [factorCount + 1]uint8

// situation is where q stands; false if the contract has no such word, or does not describe the edition.
func (c *Contract) situation(q Question) (situation, bool) {
	var at situation
	for i, word := range q.words() {
		if word == "" {
			continue
		}
		n := indexOf(c.precedence.Factors[i].Values, word)
		if n < 0 {
			return at, false
		}
		at[i] = uint8(n)
	}
	era, ok := c.document.era(q.Edition)
	at[factorCount] = uint8(era - legacyEra)
	return at, ok
}

// indexOf is where a word stands in a list, or -1.
func indexOf(words []Word, name string) int {
	for i := range words {
		if words[i].Name == name {
			return i
		}
	}
	return -1
}
