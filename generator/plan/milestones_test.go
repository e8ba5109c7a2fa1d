package plan

import (
	"strings"
	"testing"
)

const gates = `
-- content/index.md --
# 厂

` + "```milestones\ndata = \"plan.csv\"\n```" + `
-- content/plan.csv --
序号,阶段名称,计划开始,计划完成,实际开始,实际完成,完成率,状态,里程碑
1,准备阶段,2026-03-02,2026-04-24,2026-03-02,2026-04-24,100%,已完成,准备验收
2,试点阶段,2026-05-06,2026-08-14,2026-05-06,,60%,进行中,试点验收
-- content/r1.md --
+++
title = "头一次评审"
kind = "review"
phase = "准备"
date = 2026-04-20
decision = "不通过"
+++
-- content/r2.md --
+++
title = "准备评审"
kind = "review"
phase = "准备"
date = 2026-04-28
decision = "通过"
+++
`

// If the sheet names no page for a gate, the gate leads to the last review of its phase.
func TestGatesLeadToTheirReviews(t *testing.T) {
	page := built(t, gates)["index.html"]
	_, rows, _ := strings.Cut(page, "准备验收")
	first, second, _ := strings.Cut(rows, "试点验收")
	second, _, _ = strings.Cut(second, "</tr>")
	if !strings.Contains(first, `<a href="r2.html">准备评审</a>`) || strings.Contains(second, "href") {
		t.Errorf("the gates lead to %s and %s", first, second)
	}
}
