package vocab

import (
	_ "embed"

	"milepost/generator/message"
)

//go:embed units.json
var unitFile []byte

var unitNames = message.Embedded(unitFile)

// UnitName is the unit as a reader sees it: "min" is 分钟; others stay as they were written.
func UnitName(unit, lang string) string {
	if unitNames().Has(lang, unit) {
		return unitNames().Text(lang, unit)
	}
	return unit
}
