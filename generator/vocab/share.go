package vocab

import "math"

// Hundredths tells whether numbers below a header with % are percents: whether 0.9
// means 0.9 % and not 90 %. sure are shares of the same thing whose scale is known
// (0.9 for 90 %); the reading that lies nearer to them wins. Without any it is false.
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
