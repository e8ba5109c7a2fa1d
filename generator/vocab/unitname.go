package vocab

import (
	_ "embed"

	"milepost/generator/message"
)

//go:embed units.json
var unitFile []byte

var unitNames = message.Embedded(unitFile)

// UnitName is the unit as a page shows it in the language: "min" is 分钟 in Chinese. A
// unit without a translation stays as it is written.
func UnitName(unit, lang string) string {
	if unitNames().Has(lang, unit) {
		return unitNames().Text(lang, unit)
	}
	return unit
}
