package chart

import (
	"fmt"
	"strings"
	"testing"

	"milepost/generator/kb"
)

// Of equal extremes each is named, up to three of them.
func TestEqualExtremes(t *testing.T) {
	t.Parallel()
	shops := set("table", []string{"门店||text", "投诉||number"}, []any{"东门", 9}, []any{"西门", 2}, []any{"南门", 9}, []any{"北门", 2}, []any{"桥头", 2}, []any{"站前", 2})
	months := set("table", []string{"月||period", "单||number"}, []any{kb.Period("2026-03"), 7}, []any{kb.Period("2026-04"), 4}, []any{kb.Period("2026-05"), 7})
	plateau := set("table", []string{"月||period", "单||number"}, []any{kb.Period("2026-03"), 4}, []any{kb.Period("2026-04"), 7}, []any{kb.Period("2026-05"), 7}, []any{kb.Period("2026-06"), 4}, []any{kb.Period("2026-07"), 7})
	groups := set("table", []string{"月||period", "班||text", "单||number"}, []any{kb.Period("2026-03"), "早班", 3}, []any{kb.Period("2026-03"), "中班", 8}, []any{kb.Period("2026-03"), "夜班", 8})
	cells := set("table", []string{"月||period", "班||text", "单||number"}, []any{kb.Period("2026-03"), "早班", 3}, []any{kb.Period("2026-03"), "中班", 8}, []any{kb.Period("2026-04"), "早班", 8}, []any{kb.Period("2026-04"), "中班", 5})
	for _, c := range []struct {
		name, lang string
		spec       Spec
		data       *kb.Dataset
		title      string // a part of it
		desc       string // a part of it
	}{
		{"categories", "zh-CN", Spec{Type: "bar", X: "门店", Y: []string{"投诉"}}, shops, "：最高是东门、南门，9；最低是西门、北门、桥头等 4 项，2", "最高是东门、南门，9；最低是西门、北门、桥头等 4 项，2。"},
		{"categories in English", "en", Spec{Type: "bar", X: "门店", Y: []string{"投诉"}}, shops, "", "highest in 东门, 南门 with 9, lowest in 西门, 北门, 桥头 and others (4 in all) with 2."},
		{"months", "zh-CN", Spec{Type: "line", X: "月", Y: []string{"单"}}, months, "", "最高 7（2026-03、2026-05），最低 4（2026-04）"},
		{"neighbours in time", "en", Spec{Type: "line", X: "月", Y: []string{"单"}}, plateau, "", "highest 7 (2026-04 to 2026-05, 2026-07), lowest 4 (2026-03, 2026-06)"},
		{"series", "zh-CN", Spec{Type: "line", X: "月", Y: []string{"单"}, Group: "班"}, groups, "2026-03 最高的是中班、夜班，8", ""},
		{"cells", "zh-CN", Spec{Type: "heatmap", X: "月", Y: []string{"单"}, Group: "班"}, cells, "", "最高是2026-04 早班、2026-03 中班，8；最低是2026-03 早班，3"},
	} {
		p, diags := Draw(c.spec, c.data, c.lang, here)
		if len(diags) > 0 || !strings.Contains(p.Title, c.title) || !strings.Contains(p.Desc, c.desc) {
			t.Errorf("%s: title %s\ndescription %s\nwant %s\nand  %s\n%v", c.name, p.Title, p.Desc, c.title, c.desc, diags)
		}
	}
}

// Spellings of one department or course are one row and one column of a map.
func TestSpellingsAreOneName(t *testing.T) {
	t.Parallel()
	d := set("training", []string{"课程|course|text", "部门|department|text", "应训|planned|number", "实训|trained|number"},
		[]any{"盘点 手册", "ＩＴ 部", 12, 9}, []any{"盘点手册", "IT部", 8, 8}, []any{"收货", "it 部", 5, 1}, []any{"盘点手册", "门店", 4, 4})
	p, diags := Draw(Spec{}, d, "zh-CN", here)
	if got, want := fmt.Sprint(p.Table.Header, p.Table.Rows), "[课程 ＩＴ 部 门店] [[盘点 手册 85% 100%] [收货 20% —]]"; len(diags) > 0 || got != want {
		t.Errorf("got  %s\nwant %s\n%v", got, want, diags)
	}
}
