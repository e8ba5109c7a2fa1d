package kb

// Formula is a typeset formula, or what is wrong with it.
type Formula struct {
	HTML  string   // uses classes, no style attributes
	Rules []string // of the style sheet that has those classes
	Fault string   // what is wrong with the TeX, in English; "" if nothing is
	At    int      // position of the fault, in bytes from the start of the TeX
}

// Typeset makes a formula from TeX; display: on a line of its own. Equal TeX gives equal
// formulas.
type Typeset func(tex string, display bool) Formula
