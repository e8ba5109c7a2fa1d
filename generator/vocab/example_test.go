package vocab_test

import (
	"fmt"

	"milepost/generator/vocab"
)

// Periods as people write them have one normal form.
func ExamplePeriod() {
	for _, s := range []string{"2026年9月", "26/09", "9月", "2026Q3", "2026年下半年"} {
		p, _ := vocab.Period(s, 2026)
		fmt.Println(s, "→", p)
	}
	// Output:
	// 2026年9月 → 2026-09
	// 26/09 → 2026-09
	// 9月 → 2026-09
	// 2026Q3 → 2026-Q3
	// 2026年下半年 → 2026-H2
}

// A number keeps its unit; what is none is said to be none.
func ExampleNumber() {
	for _, s := range []string{"1,234.5", "3.2万元", "约 9"} {
		f, unit, ok := vocab.Number(s)
		fmt.Printf("%v %q %v\n", f, unit, ok)
	}
	// Output:
	// 1234.5 "" true
	// 32000 "元" true
	// 0 "" false
}
