package vocab

import (
	"slices"

	"milepost/generator/kb"
	"milepost/generator/text"
)

// ReportKind is a kind of report and its names: the title in Chinese, the title in English, then other names.
type ReportKind struct {
	Key   string
	Words []string
}

// Title is the kind's title in English for "en", else in Chinese.
func (k ReportKind) Title(lang string) string {
	if lang == "en" {
		return k.Words[1]
	}
	return k.Words[0]
}

// ReportKinds is every kind of report, in the order they are offered.
var ReportKinds = []ReportKind{
	{kb.ReportWeekly, []string{"周报", "weekly report", "weekly", "项目周报", "每周报告"}},
	{kb.ReportMonthly, []string{"月报", "monthly report", "monthly", "项目月报", "每月报告", "月度报告", "简报", "月度简报"}},
	{kb.ReportGate, []string{"里程碑评审材料", "gate pack", "gate", "评审材料", "里程碑评审", "里程碑", "阶段评审"}},
	{kb.ReportPhase, []string{"阶段总结", "phase report", "phase", "阶段报告", "阶段总结报告"}},
	{kb.ReportQuarter, []string{"季度健康检查", "quarterly health check", "quarter", "quarterly", "季报", "季度报告", "健康检查"}},
	{kb.ReportOnePage, []string{"一页纸", "one-page report", "onepage", "one-page", "onepager", "one-pager", "一页纸报告"}},
	{kb.ReportPortfolio, []string{"项目组合报告", "portfolio report", "portfolio", "项目组合", "组合报告", "项目群报告"}},
}

// ReportKindOf is the kind that a word names; ok is false if it names none.
func ReportKindOf(word string) (kind ReportKind, ok bool) {
	said := text.Fold(Trim(word))
	i := slices.IndexFunc(ReportKinds, func(k ReportKind) bool {
		return said == k.Key || slices.ContainsFunc(k.Words, func(w string) bool { return said == text.Fold(w) })
	})
	if i < 0 {
		return ReportKind{}, false
	}
	return ReportKinds[i], true
}
