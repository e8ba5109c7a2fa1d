package publish

import (
	"errors"
	"io/fs"
	"os"
	"strings"
)

// A Refusal says why nothing is published; a person can do something about it. Reason is
// a key of the message catalog.
type Refusal struct {
	Reason string
	Args   []string
	Err    error
}

// refusals has the texts of Error, for logs; people read the catalog's. The comments
// name the Args.
var refusals = map[string]string{
	"root":       "the root of a file system is never published to",           // path
	"home":       "the home directory is never published to",                  // path
	"source":     "the output directory and a source directory overlap",       // path, source
	"foreign":    "the directory holds files that were not written by us",     // path
	"notdir":     "not a directory",                                           // path
	"busy":       "another builder holds this directory",                      // path, pid, host, since
	"readonly":   "the directory cannot be written to",                        // path
	"full":       "the disk is full; the edition before stands as it was",     // path
	"fullhalf":   "the disk is full; will be finished later",                  // path
	"held":       "another program holds a file open; will be finished later", // path
	"obstructed": "something that is not ours stands in the way",              // path
	"incomplete": "the edition before was changed by someone else",            // path, file
	"noedition":  "there is no edition of that day",                           // path, date
	"nothing":    "there is no edition before to return to",                   // path
	"another":    "another site is published there",                           // path, site
	"unbuilt":    "no site was published there",                               // path
	"unfinished": "a publication was cut off there",                           // path
	"changed":    "a published file was changed by someone else",              // path, file
	"vanished":   "no page of the content is left",                            // pages before, now
	"shrunk":     "too many pages of the content are gone",                    // pages before, now, percent allowed
	"unmounted":  "the content folder is another one than before",             // pages before, now
	"unkept":     "values of before are lost that stood for workbooks",        // how many
	"checkout":   "pages are missing while git changes the folder",            // pages before, now, lock file
	"copying":    "pages are missing while files are copied",                  // pages before, now, file
}

// Error is for logs.
func (r *Refusal) Error() string {
	return refusals[r.Reason] + " [" + strings.Join(r.Args, ", ") + "]"
}

// Unwrap gives the error of the system behind it, if any.
func (r *Refusal) Unwrap() error { return r.Err }

// explain turns system errors that a person can solve into refusals. torn: the error
// came after the journal was written.
func explain(err error, dir string, torn bool) error {
	var r *Refusal
	if errors.As(err, &r) {
		return err
	}
	path := dir
	var pe *fs.PathError
	var le *os.LinkError
	if errors.As(err, &pe) {
		path = pe.Path
	} else if errors.As(err, &le) {
		path = le.New
	}
	switch {
	case isFull(err) && torn:
		return &Refusal{Reason: "fullhalf", Args: []string{path}, Err: err}
	case isFull(err):
		return &Refusal{Reason: "full", Args: []string{path}, Err: err}
	case isBusy(err):
		return &Refusal{Reason: "held", Args: []string{path}, Err: err}
	case isReadOnly(err):
		return &Refusal{Reason: "readonly", Args: []string{path}, Err: err}
	}
	return err
}
