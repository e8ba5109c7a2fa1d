package main

import "testing"

func TestOnlyHan(t *testing.T) {
	for text, want := range map[string]bool{
		"磁盘": true, "磁盘 空间": true, "磁": false, "磁 空间": false, "磁盘 p95": false, "磁盘，空间": false,
	} {
		if got := onlyHan(query{text: text}); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
