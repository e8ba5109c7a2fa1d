package kb

// Formula is a formula that is typeset, or what is wrong with it.
type Formula struct {
	HTML  string   // without style attributes: it names classes instead
	Rules []string // of the style sheet that has those classes
	Fault string   // what is wrong with the TeX, in English; "" if nothing is
	At    int      // where, in bytes from the start of the TeX
}

// Typeset sets TeX as a formula; display: one that stands by itself. Equal TeX, equal formula.
type Typeset func(tex string, display bool) Formula
