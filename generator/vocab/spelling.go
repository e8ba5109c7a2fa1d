package vocab

import (
	"strings"

	"milepost/generator/text"
)

// Spelling is the form in which spellings of one name are equal: "ＩＴ 部" is "it部".
// Brackets stay, unlike in [Key]: 上手（白班） and 上手（夜班） are two courses.
func Spelling(name string) string { return strings.Join(strings.Fields(text.Fold(name)), "") }

// Spellings holds the first spelling of each name, by [Spelling].
type Spellings map[string]string

// First is the spelling of a name that came first. It keeps that of a new name.
func (s Spellings) First(name string) string {
	key := Spelling(name)
	if _, seen := s[key]; !seen {
		s[key] = name
	}
	return s[key]
}
