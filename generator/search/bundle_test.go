package search

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
)

// A bundle of which less than half is still given is taken apart: its pages have the terms
// that they had before. Other bundles stay.
func TestLoosen(t *testing.T) {
	var own []*Terms
	for i := range 20 {
		doc, ok := Extract(fmt.Sprintf("p%d.html", i), fmt.Appendf(nil, `<title>第%d页</title><main data-search-body><h1>报销 INC-2609-%d</h1><p>%s</p></main>`,
			i, i, []string{"权限 a-b-c", "", "积分 v6.5.0 a.b", "月报，月报"}[i%4]))
		if !ok {
			t.Fatal("not searched")
		}
		own = append(own, Analyse(doc))
	}
	half := slices.Concat(Bundle(own[:10], nil), Bundle(own[10:], onDisk(t)))
	for _, c := range []struct {
		name  string
		given []*Terms
		most  int
		loose int
	}{
		{"all are given", half, 1 << 20, 0},
		{"three of the first bundle", half[7:], 1 << 20, 3},
		{"seven of the first bundle", half[3:], 1 << 20, 0},
		{"no more than most", slices.Concat(half[8:10], half[18:]), 1, 2},
		{"nothing", nil, 1 << 20, 0},
		{"pages with terms of their own", own, 1 << 20, 0},
	} {
		loose := 0
		for i, got := range Loosen(c.given, c.most) {
			if got == c.given[i] {
				continue
			}
			loose++
			want := own[slices.IndexFunc(own, func(t *Terms) bool { return t.Path() == got.Path() })]
			if got.in != nil || !bytes.Equal(got.own.coded, want.own.coded) || got.own.bucket != want.own.bucket || got.Size() != want.Size() {
				t.Errorf("%s: %s is not what it was before it was bundled", c.name, got.Path())
			}
		}
		if loose != c.loose {
			t.Errorf("%s: %d pages are loose, want %d", c.name, loose, c.loose)
		}
	}
}
