package exchange

// Selection is what a run asks: the requirements of a profile, or some of them, and
// beside the questions of single claims those that cover the factors.
type Selection struct {
	Profile  string
	Only     []string // requirements; empty: the whole profile
	Covering Covering
}

// Covering says which questions that cover the factors are asked, and how often all are.
// Where all is zero, they are those of the profile, once.
type Covering struct {
	// Strength is of how many factors all values are combined, 1 to 3; 0 is 2.
	Strength int `json:"strength,omitempty"`
	// Most is how many such questions are asked at most; 0 is as many as the profile
	// allows, and -1 none.
	Most int `json:"most,omitempty"`
	// Seed chooses one of many equally good sets; 0 is 1.
	Seed uint64 `json:"seed,omitempty"`
	// Repeat is how many times each question is asked that only reads what does not
	// change; 0 is once.
	Repeat int `json:"repeat,omitempty"`
}

// MostRepeated is how many times a question is asked at most.
const MostRepeated = 5

// Selection returns what the recorded run asked.
func (r Recording) Selection() Selection { return Selection{r.Profile, r.Only, r.Covering} }
