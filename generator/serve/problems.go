package serve

// MaxProblems is how many problems a page is sent.
const MaxProblems = 100

// Problems are what is wrong with the content.
type Problems struct {
	List             []Problem // in the order they are shown, MaxProblems at most
	Errors, Warnings int       // those that are not in the list
}

func (e *Edition) problems() Problems {
	if e.Problems == nil {
		return Problems{}
	}
	return e.Problems()
}

// Problem is a diagnostic as text.
type Problem struct {
	Level string `json:"level"` // error, warning, note
	Rule  string `json:"rule"`
	Pos   string `json:"pos"` // file:line:col or file [sheet] cell
	Text  string `json:"text"`
	Hint  string `json:"hint,omitempty"`
}
