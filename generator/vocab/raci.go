package vocab

import (
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// letterWords are the words that stand for a letter of RACI. 负责 alone is R, as
// the common key 负责(R) 批准(A) 咨询(C) 知会(I) has it.
var letterWords = map[string]byte{
	"负责": 'R', "执行": 'R', "执行人": 'R', "责任人": 'R', "经办": 'R', "经办人": 'R', "responsible": 'R', "▲": 'R',
	"批准": 'A', "审批": 'A', "审批人": 'A', "问责": 'A', "把关": 'A', "最终负责": 'A', "当责": 'A', "accountable": 'A', "approver": 'A', "★": 'A',
	"咨询": 'C', "协商": 'C', "复核": 'C', "征询": 'C', "被咨询": 'C', "consulted": 'C',
	"知会": 'I', "告知": 'I', "被告知": 'I', "知情": 'I', "通知": 'I', "informed": 'I',
}

// noParts are signs in a RACI matrix for a role without a part in an activity. The
// words for an empty cell mean the same.
var noParts = map[string]bool{"×": true, "x": true, "✗": true, "✘": true}

// NoPart tells whether a cell of a RACI matrix says that the role has no part.
func (v *Words) NoPart(s string) bool {
	w := Plain(s)
	return noParts[w] || v.Blank(w)
}

// Letters reads a cell of a RACI matrix: "A/R", "R、C", "ＲＡ", "AR", "负责、批准",
// "负责(R)". parts are the letters found; ok is false if there are none or the cell
// also holds something else.
func Letters(s string) (parts kb.Parts, ok bool) {
	if s == "" || len(s) > 60 {
		return 0, false
	}
	ok = true
	for p := range strings.FieldsFuncSeq(strings.ToLower(Trim(text.Normal(s))), betweenLetters) {
		letter, known := letterWords[p]
		switch {
		case known:
			parts |= kb.PartsOf(string(letter))
		case len(p) <= 4 && strings.Trim(p, "raci") == "":
			parts |= kb.PartsOf(strings.ToUpper(p))
		case noParts[p] || Base().Blank(Plain(p)):
		default:
			ok = false
		}
	}
	return parts, ok && parts != 0
}

func betweenLetters(r rune) bool { return strings.ContainsRune("/、,;&+| \n\r\t()", r) }
