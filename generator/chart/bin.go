package chart

// value is one number of a series.
type value struct {
	num    float64
	ok     bool    // false for a gap
	row    bool    // a row stands behind it, even if its cell is blank
	part   bool    // a sum of which a part is missing
	n      float64 // the sample behind it, 0 if unknown
	digits int     // decimals that the sheet shows, or computed
}

// gap tells a value that should be there: its row is, its number is not.
func (v value) gap() bool { return v.row && !v.ok }

// bin is the rows of one category and series.
type bin struct {
	sum              float64
	weighted, weight float64 // of values times samples, of samples
	low, high        float64
	first, last      float64
	over             float64
	sample           float64
	rows, missing    int // with a number, without
	digits           int
	hasOver          bool
}

// add takes a value that stands on n answers, 1 if nobody counted them.
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

// value joins the rows.
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
