package fact_test

import (
	"fmt"

	"milepost/generator/fact"
)

// What is new, what is gone and what moved since the record of the last report.
func ExampleCompare() {
	before := fact.Of([]fact.Fact{{Key: "kpi/上线率/actual", Value: "0.62", Unit: "%"}, {Key: "risk/R-01/level", Value: "high", Unit: fact.UnitState}})
	now := fact.Of([]fact.Fact{{Key: "kpi/上线率/actual", Value: "0.81", Unit: "%"}, {Key: "risk/R-02/level", Value: "low", Unit: fact.UnitState}})
	for _, d := range fact.Compare(now, before, before) {
		fmt.Printf("%s: %q was %q\n", d.Kind, d.Now.Value, d.Before.Value)
	}
	// Output:
	// moved: "0.81" was "0.62"
	// gone: "" was "high"
	// new: "low" was ""
}
