package word

// Reason says why a template cannot be used. The caller has the text for people.
type Reason string

// The reasons.
const (
	NotWord   Reason = "format"    // no .docx: something else, or a package without a document
	Old       Reason = "old"       // .doc
	Encrypted Reason = "encrypted" // opens with a password
	IsDotx    Reason = "dotx"      // .dotx: a file for new documents, not a document
	Macros    Reason = "macros"    // .docm, .dotm
	Strict    Reason = "strict"    // saved as Strict Open XML
	Large     Reason = "large"     // beyond a limit; Detail may say which
	Damaged   Reason = "damaged"   // the package is cut off or cannot be unpacked
	Broken    Reason = "xml"       // Part is not the XML it should be
	DTD       Reason = "dtd"       // Part declares entities
	Missing   Reason = "missing"   // there is no Part, though another refers to it
)

// Fault is a template that cannot be used.
type Fault struct {
	Reason Reason
	Part   string // such as word/styles.xml; "" is the whole file
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
