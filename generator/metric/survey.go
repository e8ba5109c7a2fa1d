package metric

// SmallSample is the sample size below which a share is marked: under 30 answers
// the normal approximation of a proportion does not hold.
const SmallSample = 30

// Small tells whether a sample is too small to be shown without a mark.
func Small(n int) bool { return n < SmallSample }

// CSAT is the share of the top two grades of counts given from best to worst
// (非常满意, 满意, …): the usual "top two box". ok is false without an answer.
func CSAT(counts []float64) (share float64, n int, ok bool) {
	var all, top float64
	for i, c := range counts {
		if c < 0 {
			return 0, 0, false
		}
		all += c
		if i < 2 {
			top += c
		}
	}
	if all == 0 || len(counts) < 3 {
		return 0, 0, false
	}
	return top / all, int(all), true
}

// NPS is the net promoter score of answers on 0-10: share of 9-10 minus share
// of 0-6, from -1 to 1 (Reichheld 2003). An answer off the scale makes it fail.
func NPS(answers []float64) (score float64, ok bool) {
	if len(answers) == 0 {
		return 0, false
	}
	balance := 0
	for _, a := range answers {
		switch {
		case a < 0 || a > 10:
			return 0, false
		case a >= 9:
			balance++
		case a <= 6:
			balance--
		}
	}
	return float64(balance) / float64(len(answers)), true
}
