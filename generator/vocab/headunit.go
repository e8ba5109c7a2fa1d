package vocab

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"milepost/generator/text"
)

// UnitOfLine reads "单位：万元"; "" if the line says no unit.
func (v *Words) UnitOfLine(s string) string {
	w := Plain(s)
	for _, p := range v.UnitLine { // in a title: 各区域门店数(单位:家)
		if i := strings.Index(w, "("+p+":"); i >= 0 {
			w = w[i:]
			break
		}
	}
	w = strings.Trim(w, "()[]【】")
	for _, p := range v.UnitLine {
		rest, ok := strings.CutPrefix(w, p)
		if !ok || rest == "" || rest[0] != ':' {
			continue
		}
		rest, _, _ = strings.Cut(strings.TrimLeft(rest, ":("), "(")
		if u := strings.Trim(rest, ": (),;。"); u != "" && utf8.RuneCountInString(u) <= 6 && !elsewhere(u) {
			return u
		}
	}
	return ""
}

// elsewhere tells whether a units line names no unit but says where the units
// stand: 单位：见各行, unit: see rows.
func elsewhere(u string) bool {
	return speaksOf(u, []string{"见", "各行", "各列", "各项", "如表", "如下", "不同", "详", "表中", "see", "row", "column", "various", "mixed", "below"})
}

// WithoutUnit cuts the unit out of a title: 指标（单位：%） becomes 指标, 台账 单位：万元
// becomes 台账. It is "" if the title says nothing else.
func (v *Words) WithoutUnit(title string) string {
	low, from, to := strings.ToLower(title), -1, 0
	for _, word := range v.UnitLine {
		at := strings.Index(low, word)
		if at < 0 || len(low) != len(title) || from >= 0 && from < at {
			continue
		}
		if n := unitSaid.FindString(title[at+len(word):]); n != "" {
			from, to = at, at+len(word)+len(n)
		}
	}
	if from < 0 {
		return title
	}
	before := strings.TrimRight(title[:from], " \t　(（[【|,，;；-—·")
	return strings.TrimSpace(before + " " + strings.TrimLeft(title[to:], " )）]】"))
}

// unitSaid is a colon and the unit behind it.
var unitSaid = regexp.MustCompile(`^\s*[:：]\s*[^\s()（）\[\]【】,，;；|]{1,12}`)

// UnitPart is the first part of a bracket's text that is surely a unit: 万元 of
// (万元, 含税). Without such a part it is the whole text.
func (v *Words) UnitPart(u string) string {
	if v.unitWords[u] || !strings.ContainsAny(u, ",;、:") {
		return u
	}
	for _, p := range strings.FieldsFunc(u, func(r rune) bool { return strings.ContainsRune(",;、:", r) }) {
		if v.IsUnit(p) && !slices.Contains(v.NoUnits, p) {
			return p
		}
	}
	return u
}

// Unit is the text of a bracket in a header if it can be a unit; "" for remarks such
// as (选填), (在岗).
func (v *Words) Unit(u string) string {
	switch {
	case u == "", v.unitWords[u], strings.HasPrefix(u, "%"), strings.HasPrefix(u, "/"):
		return u
	case DurationUnits[u] != "":
		return u
	}
	if slices.Contains(v.NoUnits, u) || !v.IsUnit(u) && (!UnitLike(u) || !counter(u)) {
		return ""
	}
	return u
}

// counters are the last characters of units that are in no list: 床日, 车次, 吨公里.
const counters = "元人天日时分秒次个件份家台套项条单页年月周户床例笔张册座所门吨克里米升瓦度辆架艘头只株亩顷方箱包袋瓶桶块片组队班站点级位名类种倍股票字词期轮场趟节课号根支枚副盒卷担斤两寸尺丈"

// counter tells whether a text that is no known unit can still be one: it is a single
// character, ends in another script than Han, or ends in one of the counters.
func counter(u string) bool {
	last, n := utf8.DecodeLastRuneInString(u)
	return n == len(u) || !text.Han(last) || strings.ContainsRune(counters, last)
}
