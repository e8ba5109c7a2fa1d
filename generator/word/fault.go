package word

// Reason says why a template cannot be used. The words for people are the caller's.
type Reason string

// The reasons.
const (
	NotWord   Reason = "format"    // no .docx: something else, or a package without a document
	Old       Reason = "old"       // .doc
	Encrypted Reason = "encrypted" // opens with a password
	IsDotx    Reason = "dotx"      // .dotx: a template of Word itself, not a document
	Macros    Reason = "macros"    // .docm, .dotm
	Strict    Reason = "strict"    // saved as Strict Open XML
	Large     Reason = "large"     // beyond a bound; Detail names it
	Damaged   Reason = "damaged"   // the package is cut off or does not unpack
	Broken    Reason = "xml"       // Part is no XML
	DTD       Reason = "dtd"       // Part declares entities
	Missing   Reason = "missing"   // Part is named and not there
)

// Fault is a template that cannot be used.
type Fault struct {
	Reason Reason
	Part   string // word/styles.xml; "" is the file
	Detail string
}

func (f *Fault) Error() string {
	s := "template: " + string(f.Reason)
	for _, more := range []string{f.Part, f.Detail} {
		if more != "" {
			s += " " + more
		}
	}
	return s
}
