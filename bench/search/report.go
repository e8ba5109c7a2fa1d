package main

import (
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"sort"
	"text/tabwriter"
)

// report prints a line for each measure, with a column for each engine.
func report(out io.Writer, set *pageSet, engines []engine, qs []query) {
	t := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	row := func(name string, f func(e engine) string) {
		fmt.Fprint(t, name)
		for _, e := range engines {
			fmt.Fprint(t, "\t", f(e))
		}
		fmt.Fprintln(t)
	}
	row("", func(e engine) string { return e.name })
	row("recall", func(e engine) string { return fmt.Sprintf("%.3f", e.recall(qs, func(query) bool { return true })) })
	row("recall, Han of 2 and more", func(e engine) string { return fmt.Sprintf("%.3f", e.recall(qs, onlyHan)) })
	for _, k := range compared {
		is := func(q query) bool { return q.kind == k.name }
		if !slices.ContainsFunc(qs, is) {
			continue // a small corpus may give no query of a kind, e.g. no codes
		}
		row("  "+k.name, func(e engine) string {
			return fmt.Sprintf("recall %.3f, first ten right %.3f", e.recall(qs, is), e.precision(qs, is))
		})
	}
	row("first ten right (P@10)", func(e engine) string { return fmt.Sprintf("%.3f", e.precision(qs, func(query) bool { return true })) })
	row("title or heading (MRR)", func(e engine) string { return fmt.Sprintf("%.3f", e.reciprocal(qs)) })
	row("cold bytes, gzip, median / p95", func(e engine) string {
		b := e.list(func(a answer) float64 { return float64(a.bytes) / 1e3 })
		return fmt.Sprintf("%.0f kB / %.0f kB", at(b, 0.5), at(b, 0.95))
	})
	row("cold requests, median / p95", func(e engine) string {
		n := e.list(func(a answer) float64 { return float64(a.requests) })
		return fmt.Sprintf("%.0f / %.0f", at(n, 0.5), at(n, 0.95))
	})
	row("typed, up to 12 characters: bytes, requests, median", func(e engine) string {
		b := listOf(e.typed, func(a answer) float64 { return float64(a.bytes) / 1e3 })
		n := listOf(e.typed, func(a answer) float64 { return float64(a.requests) })
		if len(n) == 0 {
			return "-"
		}
		return fmt.Sprintf("%.0f kB, %.0f", at(b, 0.5), at(n, 0.5))
	})
	row("cold time, median / p95", func(e engine) string {
		n := e.list(func(a answer) float64 { return a.cold })
		return fmt.Sprintf("%.1f ms / %.1f ms", at(n, 0.5), at(n, 0.95))
	})
	row("cold time, paired with the last", func(e engine) string {
		last := engines[len(engines)-1]
		var r []float64
		for i, a := range e.answers {
			r = append(r, a.cold/last.answers[i].cold)
		}
		sort.Float64s(r)
		return fmt.Sprintf("%.2f", at(r, 0.5))
	})
	row("repeated query, median", func(e engine) string {
		return fmt.Sprintf("%.2f ms", at(e.list(func(a answer) float64 { return a.warm }), 0.5))
	})
	row("index files, share of the site's", func(e engine) string {
		return fmt.Sprintf("%d, %.0f %%", e.files, 100*float64(e.files)/float64(e.files+set.files))
	})
	row("index, gzip", func(e engine) string {
		return fmt.Sprintf("%.2f MB, %.2f of the text", float64(e.size)/1e6, float64(e.size)/float64(set.bytes))
	})
	row("indexing, wall / processor", func(e engine) string { return fmt.Sprintf("%.1f s / %.1f s", e.wall.Seconds(), e.cpu.Seconds()) })
	row("indexing, peak memory", func(e engine) string { return fmt.Sprintf("%d MB", e.memory>>20) })
	_ = t.Flush() // to standard output
}

// mostListed is how many misses are listed, and how many wrong first hits.
const mostListed = 60

// reportTruth prints what was found of each kind of query. Then it lists pages that
// were missed, each with the text around the query, and the titles and headings for
// which a page that is not called so came first.
func reportTruth(out io.Writer, set *pageSet, e *engine, qs []query, kinds []kind) {
	t := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	line := func(name string, is func(query) bool) {
		asked, answers := 0, 0
		for _, q := range qs {
			if is(q) {
				asked++
				answers += len(q.answers)
			}
		}
		if asked > 0 {
			fmt.Fprintf(t, "%s\t%d queries\t%d answers\trecall %.4f\tfirst ten right %.3f\n", name, asked, answers, e.recall(qs, is), e.precision(qs, is))
		}
	}
	for _, k := range kinds {
		line(k.name, func(q query) bool { return q.kind == k.name })
	}
	line("all", func(query) bool { return true })
	_ = t.Flush() // to standard output
	fmt.Fprintf(out, "title or heading (MRR) %.3f\n", e.reciprocal(qs))
	listed := 0
	for i, q := range qs {
		for _, p := range slices.Sorted(maps.Keys(q.answers)) {
			if listed < mostListed && !slices.Contains(e.answers[i].paths, p) {
				listed++
				fmt.Fprintf(out, "missed: %s %q: %s: %q\n", q.kind, q.text, p, set.around(p, q.text))
			}
		}
	}
	listed = 0
	for i, q := range qs {
		if titled(q) && listed < mostListed && len(e.answers[i].paths) > 0 && !q.aimed[e.answers[i].paths[0]] {
			listed++
			fmt.Fprintf(out, "first is another: %s %q: %s\n", q.kind, q.text, e.answers[i].paths[0])
		}
	}
}

// titled tells whether a query is the title of a page or a heading on it.
func titled(q query) bool { return q.kind == "title" || q.kind == "heading" }

var hanParts = regexp.MustCompile(`^\p{Han}{2,}(?: \p{Han}{2,})*$`)

// onlyHan tells whether each part of a query is of two or more Han.
func onlyHan(q query) bool { return hanParts.MatchString(q.text) }

// recall is the share of a query's answers that were found, as the mean of the queries
// that which chooses. 0 to 1.
func (e *engine) recall(qs []query, which func(query) bool) float64 {
	sum, n := 0.0, 0.0
	for i, q := range qs {
		if !which(q) {
			continue
		}
		found := 0
		for _, p := range e.answers[i].paths {
			if q.answers[p] {
				found++
			}
		}
		sum += float64(found) / float64(len(q.answers))
		n++
	}
	return sum / max(n, 1)
}

// precision is the share of the first ten hits that are answers, as the mean of the
// queries that which chooses. Of a query with fewer than ten answers as many hits are
// looked at as it has answers. 0 to 1.
func (e *engine) precision(qs []query, which func(query) bool) float64 {
	sum, n := 0.0, 0.0
	for i, q := range qs {
		if !which(q) {
			continue
		}
		want := min(10, len(q.answers))
		right := 0
		for _, p := range e.answers[i].paths[:min(want, len(e.answers[i].paths))] {
			if q.answers[p] {
				right++
			}
		}
		sum += float64(right) / float64(want)
		n++
	}
	return sum / max(n, 1)
}

// reciprocal is the mean of 1/position (1, 2, …) of the first hit with a title or
// heading that is equal to the query, over queries that are one. 0 to 1.
func (e *engine) reciprocal(qs []query) float64 {
	sum, n := 0.0, 0.0
	for i, q := range qs {
		if !titled(q) {
			continue
		}
		n++
		if k := slices.IndexFunc(e.answers[i].paths, func(p string) bool { return q.aimed[p] }); k >= 0 {
			sum += 1 / float64(k+1)
		}
	}
	return sum / max(n, 1)
}

// list gives a figure of each answer, sorted.
func (e *engine) list(f func(answer) float64) []float64 { return listOf(e.answers, f) }

func listOf(answers []answer, f func(answer) float64) []float64 {
	var out []float64
	for _, a := range answers {
		out = append(out, f(a))
	}
	sort.Float64s(out)
	return out
}

// at is the value below which a share of a sorted list lies: 0.5 is the median. The list must not be empty.
func at(sorted []float64, share float64) float64 {
	return sorted[min(len(sorted)-1, int(share*float64(len(sorted))))]
}
