package sheet

import (
	"bytes"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
)

// form is what the bytes of a file are, whatever its name says.
type form uint8

const (
	formText form = iota // CSV or TSV, or nothing we know
	formZip
	formEmpty
	formEncrypted // an OLE file around an encrypted package
	formXLS       // BIFF, in OLE or bare
	formOLE       // another OLE file
	formHTML
	formXML2003
	formPDF
	formImage
	formRTF
	formArchive // rar, 7z, gzip
)

var signatures = []struct {
	prefix string
	form   form
}{
	{"PK\x03\x04", formZip},
	{"PK\x05\x06", formZip}, // an empty zip
	{"%PDF", formPDF},
	{"\x89PNG", formImage},
	{"\xff\xd8\xff", formImage},
	{"GIF8", formImage},
	{"{\\rtf", formRTF},
	{"Rar!", formArchive},
	{"7z\xbc\xaf", formArchive},
	{"\x1f\x8b", formArchive},
	{"\x09\x08\x10\x00", formXLS}, // BIFF5/8 without the OLE shell
	{"\x09\x04\x06\x00", formXLS}, // BIFF4
	{"\x09\x02\x06\x00", formXLS}, // BIFF3
}

// sniff tells what the bytes are.
func sniff(b []byte) form {
	if len(b) == 0 {
		return formEmpty
	}
	for _, s := range signatures {
		if bytes.HasPrefix(b, []byte(s.prefix)) {
			return s.form
		}
	}
	if bytes.HasPrefix(b, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) {
		return sniffOLE(b)
	}
	return sniffMarkup(b)
}

// sniffOLE looks for the names of the streams in the directory, which are in UTF-16.
func sniffOLE(b []byte) form {
	switch {
	case bytes.Contains(b, utf16le("EncryptedPackage")):
		return formEncrypted
	case bytes.Contains(b, utf16le("Workbook")), bytes.Contains(b, utf16le("Book")):
		return formXLS
	}
	return formOLE
}

func utf16le(s string) []byte {
	b := make([]byte, 0, 2*len(s))
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

func sniffMarkup(b []byte) form {
	head := bytes.TrimLeft(bytes.TrimPrefix(b[:min(len(b), 2048)], []byte("\xef\xbb\xbf")), " \t\r\n")
	low := bytes.ToLower(head)
	switch {
	case bytes.HasPrefix(low, []byte("<?xml")), bytes.HasPrefix(low, []byte("<workbook")):
		if bytes.Contains(low, []byte("schemas-microsoft-com:office:spreadsheet")) || bytes.Contains(low, []byte("<workbook")) {
			return formXML2003
		}
		return formHTML
	case bytes.HasPrefix(low, []byte("<")) && htmlStart.Match(low), bytes.HasPrefix(low, []byte("mime-version:")):
		return formHTML
	}
	return formText
}

var htmlStart = regexp.MustCompile(`^<(!doctype|!--|html|head|meta|table|body|style|div)`)

// candidates are the extensions of spreadsheets: true for those that we read; the others are
// refused, with advice.
var candidates = map[string]bool{
	".xlsx": true, ".xlsm": true, ".xltx": true, ".xltm": true, ".csv": true, ".tsv": true,
	".xls": false, ".xlsb": false, ".xlt": false, ".xlw": false, ".xla": false, ".xlam": false,
	".ods": false, ".fods": false, ".ots": false, ".et": false, ".ett": false, ".numbers": false,
}

// Candidate tells whether the path is that of a spreadsheet: one that we read, or one that we
// refuse with advice.
func Candidate(p string) bool {
	_, known := candidates[strings.ToLower(path.Ext(bare(p)))]
	return known
}

// Candidates are the extensions of such paths, sorted.
func Candidates() []string { return slices.Sorted(maps.Keys(candidates)) }

// Readable are the extensions that we read, sorted.
func Readable() []string {
	return slices.DeleteFunc(Candidates(), func(ending string) bool { return !candidates[ending] })
}

// bare cuts the extensions of unfinished downloads, so that report.xlsx.part counts as a
// spreadsheet.
func bare(p string) string {
	for _, s := range tempEndings {
		if low := strings.ToLower(p); strings.HasSuffix(low, s) {
			return p[:len(p)-len(s)]
		}
	}
	return p
}

var tempEndings = []string{".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".bak", "~", "#"}

var skips = []struct {
	reason string
	name   *regexp.Regexp // on the file's name in lower case
}{
	{"lock", regexp.MustCompile(`^~\$|^\.~lock|^~wrl`)},
	{"conflict", regexp.MustCompile(`[-_ .（(]冲突|冲突(副本|文件|版本)|conflicted copy|[-_ .（(]conflict|\.sync-conflict-`)},
	{"temp", regexp.MustCompile(`\.(tmp|temp|part|partial|crdownload|download|bak)$|~$|#$|^~.*\.tmp`)},
	{"hidden", regexp.MustCompile(`^\.`)},
	{"copy", regexp.MustCompile(`[-_ ]*(副本|复件)|[（(]\d{1,2}[）)]\.[^.]*$|(^|[-_ ])copy([-_ ]*[（(]?\d*[）)]?)?\.[^.]*$|^(copy of|复件)`)},
}

// Skip tells whether a file is not loaded, and why: lock, conflict, temp, hidden, copy. The
// reason is a key for the data-status page. Copies and conflicts are only spreadsheets, whose
// data would count twice; the caller skips them only if one of Originals exists.
func Skip(p string) (reason string, skip bool) {
	name := strings.ToLower(path.Base(p))
	for _, s := range skips {
		if s.name.MatchString(name) && (s.reason != "copy" && s.reason != "conflict" || Candidate(p)) {
			return s.reason, true
		}
	}
	return "", false
}

// Originals are the possible names of the file of which this one is a copy, by its name; none
// if the name is not that of a copy.
func Originals(p string) (list []string) {
	if !Candidate(p) {
		return nil
	}
	dir, name := path.Split(p)
	lower, ext := strings.ToLower(name), path.Ext(name)
	for _, s := range skips {
		if s.reason != "copy" && s.reason != "conflict" {
			continue
		}
		for _, m := range s.name.FindAllStringIndex(lower, -1) {
			if len(lower) != len(name) {
				break // letters that are longer when they are small: nobody has such a copy
			}
			before, after := name[:m[0]], strings.TrimSuffix(name[min(m[1], len(name)-len(ext)):], ext)
			for _, stem := range append(stems(before), strings.Trim(after, copyMarks)) {
				if q := dir + stem + ext; stem != "" && q != p && !slices.Contains(list, q) {
					list = append(list, q)
				}
			}
		}
	}
	return list
}

// copyMarks are the characters between a name and the words of a copy.
const copyMarks = " -_.()（）"

// stems are the possible names before the words of a copy: the whole text, and the text before
// its last bracket or dash, as in 进度(张三的冲突副本).
func stems(before string) (list []string) {
	list = append(list, strings.TrimRight(before, copyMarks))
	for _, cut := range []string{"(（", "-_", " "} {
		if i := strings.LastIndexAny(before, cut); i > 0 {
			list = append(list, strings.TrimRight(before[:i], copyMarks))
		}
	}
	return list
}
