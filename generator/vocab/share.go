package vocab

import "math"

// Hundredths tells whether numbers under % that show no scale are hundredths:
// whether 0.9 is 0.9 % and not 90 %. It compares each with shares of the same
// thing that are sure, and takes the reading that lies nearer to them. Without
// any it is false.
func Hundredths(plain, sure []float64) bool {
	asRead, less := 0.0, 0.0
	for _, p := range plain {
		for _, s := range sure {
			if p > 0 && s > 0 {
				asRead += math.Abs(math.Log(p / s))
				less += math.Abs(math.Log(p / 100 / s))
			}
		}
	}
	return less < asRead
}
