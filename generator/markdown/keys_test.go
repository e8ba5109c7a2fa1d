package markdown

import (
	"slices"
	"testing"
)

// Keys of another program get the names that they have here. Keys with the name "" are dropped.
func TestKeysOfOtherPrograms(t *testing.T) {
	const src = "---\nauthor: 李四\nlast_update:\n  date: 2026-10-01\n  by: 王五\nms.date: x\nlayout: doc\nsystem: CRM\n---\n# 页\n"
	p := Parse(t.Context(), "a.md", []byte(src), Options{Keys: []KeyName{{"author", "owner"}, {"last_update.date", "reviewed"}, {"last_update.by", ""}, {"ms.*", ""}, {"layout", ""}}})
	var keys []string
	for _, k := range p.Front.Pos {
		keys = append(keys, k.Key)
	}
	if p.Front.Owner != "李四" || p.Front.Reviewed != "2026-10-01" || !slices.Equal(keys, []string{"owner", "reviewed", "system"}) || len(p.Front.Fields) != 1 {
		t.Errorf("got %+v", p.Front)
	}
	if p.Front.Pos[1].Line != 4 {
		t.Errorf("reviewed is in line 4, not %d", p.Front.Pos[1].Line)
	}
}
