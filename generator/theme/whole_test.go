package theme

import "testing"

func TestDatesStayWhole(t *testing.T) {
	for in, want := range map[string]string{
		"RACI 矩阵（2026-07-03 第 3 版）": `RACI 矩阵（<span class="whole">2026-07-03</span> 第 3 版）`,
		"2026-Q3 <b>":               "2026-Q3 &lt;b&gt;",
		"周报 2026-11":                `周报 <span class="whole">2026-11</span>`,
		"2026-12-18":                "2026-12-18",
		"a - b":                     "a - b",
		"数据/KPI_2026-09.xlsx":       "数据/KPI_2026-09.xlsx",
		"周报2026-11.docx <":          "周报2026-11.docx &lt;",
		"截至 2026-09-30.":            `截至 <span class="whole">2026-09-30</span>.`,
		"3 个 & 2-":                  "3 个 &amp; 2-",
		"":                          "",
	} {
		if got := string(wholeDates(in)); got != want {
			t.Errorf("wholeDates(%q) is %s, want %s", in, got, want)
		}
	}
}
