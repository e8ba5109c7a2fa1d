package sheet

import (
	"strings"

	"milepost/generator/kb"
	"milepost/generator/text"
	"milepost/generator/vocab"
)

// multipleUnit is the unit of the numbers in a column, with its multiple: 万元.
func (y amounts) multipleUnit(typ, rowUnit string) string {
	switch c := y.c; {
	case c.unit != "":
		return c.unit
	case rowUnit != "":
		return rowUnit
	case typ == "money" || typ == "number" && y.f.colOf(kb.FieldUnit) < 0 && !counting(y.schema, c.field):
		return y.lineUnit
	}
	return ""
}

// scaled converts a value to the unit of its column. Three things can scale it: a multiple
// in the text (50万, 3k), the number format (0!.0, shows ten thousands), and the unit of the
// column (万元).
func (y amounts) scaled(s spot, cell *kb.Cell, unit string) {
	if cell.Kind != kb.Number || cell.Unit == "%" || unit == "%" {
		return
	}
	if s.c.kind == rawNumber {
		y.asShown(s, cell, unit)
	} else {
		y.letters(s, cell, unit)
	}
	if cell.Kind == kb.Number {
		y.inMultiple(s, cell, unit)
	}
}

// cutMultiple is vocab.CutMultiple that also knows k, W and M, where they are multiples.
// column is the unit of the column. Units from headers are in lower case.
func (y amounts) cutMultiple(unit, column string) (power int, base string) {
	if power, base = vocab.CutMultiple(unit); power != 0 || !vocab.LettersCount(y.c.word, column) {
		return power, base
	}
	if unit == "m" && vocab.MoneyWord(y.c.word) {
		unit = "M"
	}
	return vocab.CutLetter(unit)
}

// asShown reads a number as its format shows it: 1200000 shown as 120.0 in a column of 万元
// is 120万元; shown as 120.0万元 it is also 1200000元. If the unit of the shown number is
// unclear, the stored number is kept and the cell reported.
func (y amounts) asShown(s spot, cell *kb.Cell, unit string) {
	st := s.c.style
	said, base := y.cutMultiple(strings.Trim(st.suffix, "() "), unit)
	if st.power == 0 && said == 0 {
		return
	}
	column, columnBase := y.cutMultiple(unit, unit)
	switch {
	case st.power != 0 && said != 0 && st.power != said, said == 0 && column != 0 && st.power != column:
		y.complain("SH09.shown", s, st.show(s.c.num), vocab.PlainNumber(s.c.num), unit)
		*cell = kb.Cell{Kind: kb.Fault, Text: "scale", Shown: st.show(s.c.num)}
	case said == 0 && column == 0:
		y.complain("SH09.stored", s, st.show(s.c.num), vocab.PlainNumber(s.c.num))
		cell.Shown = ""
	case said == 0: // the format shows the unit of the column
		cell.Num = vocab.Shift(cell.Num, -column)
	case unit == "" && st.power == 0 && base != "": // 120 of 万元
	case unit == "":
		cell.Num, cell.Unit = vocab.Shift(cell.Num, said-st.power), base
	case base == "" || base == columnBase:
		cell.Num, cell.Unit = vocab.Shift(cell.Num, said-st.power-column), ""
	}
}

// letters reads 3k, 10W and 5M as thousands, ten thousands and millions. If neither header
// nor unit shows that it is an amount, the cell is reported.
func (y amounts) letters(s spot, cell *kb.Cell, unit string) {
	small := cell.Unit == "m" && (vocab.IsMoney(unit) || unit == "" && vocab.MoneyWord(y.c.word))
	if small { // 1.5m of money: neither minutes nor metres
		cell.Unit = "M"
	}
	power, base := vocab.CutLetter(cell.Unit)
	if power == 0 || !vocab.LettersCount(y.c.word, unit) || cell.Unit == "w" && unit == "" && measured[y.c.field] { // 2w of an indicator without a unit: weeks
		return
	}
	letter := cell.Unit[:len(cell.Unit)-len(base)]
	cell.Num, cell.Unit = vocab.Shift(cell.Num, power), base
	if column, _ := y.cutMultiple(unit, unit); column != 0 {
		cell.Num, cell.Unit = vocab.Shift(cell.Num, -column), ""
	}
	if small || power > 3 && unit == "" && base == "" && !vocab.MoneyWord(y.c.word) && y.c.typ != "money" {
		y.complain("SH09.letter", s, vocab.Trim(s.c.text), letter, vocab.PlainNumber(cell.Num))
	}
}

// inMultiple converts a value to the multiple of its column: in a column of 万元, 50万 and
// 500000元 are both 50. ¥3000 there is unclear (元 or 万元?), unless the ¥ comes from the
// number format.
func (y amounts) inMultiple(s spot, cell *kb.Cell, unit string) {
	power, base := y.cutMultiple(unit, unit)
	if power == 0 {
		return
	}
	t, sign := "", "元" // the sign of a format
	if s.c.kind == rawText {
		t, sign = text.Normal(s.c.text), ""
		if _, u := vocab.CutCurrency(strings.Trim(vocab.Trim(t), "(")); !strings.Contains(t, "元") {
			sign = u
		}
	} else if strings.Contains(s.c.style.suffix, base) {
		sign = ""
	}
	switch {
	case strings.ContainsAny(t, "百千万亿") && (cell.Unit == "" || cell.Unit == base),
		base != "" && cell.Unit == base && sign == "":
		cell.Num, cell.Unit = vocab.Shift(cell.Num, -power), ""
	case cell.Unit == "元" && base == "元" && s.c.kind == rawText:
		y.complain("SH09.money", s, vocab.Trim(t), unit)
		*cell = kb.Cell{Kind: kb.Fault, Text: "scale", Shown: vocab.Trim(s.c.text)}
	case cell.Unit == "元" && base == "元":
		cell.Unit = ""
	}
}
