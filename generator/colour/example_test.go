package colour_test

import (
	"fmt"

	"milepost/generator/colour"
)

// White text on a button can be read if the contrast is at least 4.5.
func ExampleContrast() {
	c, ok := colour.Parse("#8A1D5F")
	fmt.Printf("%s %v %.1f\n", c, ok, colour.Contrast(c, colour.White))
	// Output: #8a1d5f true 8.7
}
