package chart

import (
	"math"
	"slices"
)

// thin chooses about n categories so that the lines keep their shape, and returns their
// indexes: of the first series by largest triangle three buckets (Steinarsson 2013), of each
// other its highest and lowest value.
func thin(f *frame, n int) []int {
	n = max(n, 3)
	if len(f.cats) <= n {
		return upTo(0, len(f.cats))
	}
	keep := triangles(f.series[0].values, n-2*(len(f.series)-1))
	for _, s := range f.series[1:] {
		low, high := -1, -1
		for i, v := range s.values {
			if !v.ok {
				continue
			}
			if low < 0 || v.num < s.values[low].num {
				low = i
			}
			if high < 0 || v.num > s.values[high].num {
				high = i
			}
		}
		if low >= 0 {
			keep = append(keep, low, high)
		}
	}
	slices.Sort(keep)
	return slices.Compact(keep)
}

// triangles returns n indexes of the values: the first, the last, and one from each of n-2
// buckets between them: the value that makes the largest triangle with the one chosen
// before and the mean of the next bucket. Of a bucket with gaps only, the first gap.
func triangles(values []value, n int) []int {
	n = max(n, 3)
	at := func(i int) float64 {
		if values[i].ok {
			return values[i].num
		}
		return 0
	}
	out := []int{0}
	size := float64(len(values)-2) / float64(n-2)
	last := 0
	for k := range n - 2 {
		from, to := 1+int(float64(k)*size), 1+int(float64(k+1)*size)
		next := min(1+int(float64(k+2)*size), len(values))
		mean, count := 0.0, 0.0
		for i := to; i < next; i++ {
			if values[i].ok {
				mean, count = mean+values[i].num, count+1
			}
		}
		if count > 0 {
			mean /= count
		}
		middle := float64(to+next-1) / 2
		best, area := from, -1.0
		for i := from; i < to; i++ {
			if !values[i].ok {
				continue
			}
			a := math.Abs((float64(last)-middle)*(at(i)-at(last)) - (float64(last)-float64(i))*(mean-at(last)))
			if a > area {
				best, area = i, a
			}
		}
		out = append(out, best)
		last = best
	}
	return append(out, len(values)-1)
}
