package vocab

import (
	_ "embed"
	"sync"

	"milepost/generator/message"
)

//go:embed units.json
var unitFile []byte

var unitNames = sync.OnceValue(func() *message.Catalog {
	c, err := message.Parse(unitFile)
	if err != nil {
		panic(err) // embedded: our own bug
	}
	return c
})

// UnitName is the unit as a reader sees it: "min" is 分钟; others stay as they were written.
func UnitName(unit, lang string) string {
	if unitNames().Has(lang, unit) {
		return unitNames().Text(lang, unit)
	}
	return unit
}
