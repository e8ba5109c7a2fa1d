package chart

// value is one number of a series.
type value struct {
	num    float64
	ok     bool    // false for a gap
	row    bool    // there is a row for it, even if its cell is blank
	part   bool    // it is a sum without some of its parts
	n      float64 // number of answers that it comes from, 0 if unknown
	digits int     // decimals that the sheet shows, or the constant computed
}

// gap tells whether there is a row for the value, but no number.
func (v value) gap() bool { return v.row && !v.ok }

// bin is the rows of one category and series.
type bin struct {
	sum              float64
	weighted, weight float64 // sums of values times samples, and of samples
	low, high        float64
	first, last      float64
	over             float64
	sample           float64
	rows, missing    int // rows with a number, and without
	digits           int
	hasOver          bool
}

// add adds a value that comes from sample answers, 1 if their number is unknown.
func (n *bin) add(v value, sample float64) {
	if n.rows == 0 {
		n.low, n.high, n.first, n.digits = v.num, v.num, v.num, v.digits
	}
	n.low, n.high, n.last = min(n.low, v.num), max(n.high, v.num), v.num
	n.sum += v.num
	n.weighted += v.num * sample
	n.weight += sample
	n.digits = moreDigits(n.digits, v.digits)
	n.rows++
}

// moreDigits is the decimals of a sum of two numbers.
func moreDigits(a, b int) int {
	if a == computed || b == computed {
		return computed
	}
	return max(a, b)
}

// value is the one value of the rows.
func (n *bin) value(agg string) value {
	if n == nil {
		return value{}
	}
	v := value{ok: n.rows > 0, row: true, n: n.sample, digits: n.digits}
	switch {
	case n.rows == 0:
	case n.hasOver:
		v.num, v.ok, v.digits = n.sum/n.over, n.over != 0, computed
	case agg == "mean":
		v.num, v.ok = n.weighted/n.weight, n.weight != 0
		if n.rows > 1 {
			v.digits = computed
		}
	case agg == "min":
		v.num = n.low
	case agg == "max":
		v.num = n.high
	case agg == "first":
		v.num = n.first
	case agg == "last":
		v.num = n.last
	default: // sum, count
		v.num, v.part = n.sum, n.missing > 0
	}
	if !finite(v.num) {
		return value{row: true}
	}
	return v
}
