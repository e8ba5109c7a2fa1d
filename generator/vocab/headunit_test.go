package vocab

import "testing"

func TestWithoutUnit(t *testing.T) {
	for said, want := range map[string]string{
		"指标（单位：%）": "指标", "合规台账 单位：万元": "合规台账", "五年总拥有成本 金额单位：万元": "五年总拥有成本", "单位：万元": "", "KPI board (Unit: k€)": "KPI board",
		"费用表(单位:万元)2026": "费用表 2026", "各单位满意度": "各单位满意度", "单位名称：甲公司": "单位名称：甲公司", "指标 单位：见各行": "指标", "满意度（%）": "满意度（%）", "单位：万元 填报日期：2026-09-30": "填报日期：2026-09-30",
	} {
		if got := Base().WithoutUnit(said); got != want {
			t.Errorf("WithoutUnit(%q) = %q, want %q", said, got, want)
		}
	}
}

func TestUnitOfLine(t *testing.T) {
	for said, want := range map[string]string{"单位：万元": "万元", "指标（单位：%）": "%", "单位:见各行": "", "单位：见各列": "", "单位：详见表内": "", "Unit: see rows": "", "unit: various": ""} {
		if got := Base().UnitOfLine(said); got != want {
			t.Errorf("UnitOfLine(%q) = %q, want %q", said, got, want)
		}
	}
}

func TestApproximate(t *testing.T) {
	for said, want := range map[string]string{"约88%": "88%", "~82%": "82%", "≈ 320": "320", "大约 90": "90", "300 左右": "300", "近 1.2万": "1.2万", "about 12": "12", "approx. 5 h": "5 h", "约定": "", "近期": "", "88%": "", "~": "", "左右": "", "about time": "", "10~20": ""} {
		got, ok := Approximate(said)
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("Approximate(%q) = %q, want %q", said, got, want)
		}
	}
}

func TestMoneyLetters(t *testing.T) {
	if f, ok := Convert(1263, "k€", "M€"); !ok || f != 1.263 {
		t.Errorf("1263 k€ are %v M€, %v", f, ok)
	}
	if f, unit, ok := Number("1263 k€"); !ok || f != 1263 || unit != "k€" {
		t.Errorf("1263 k€ is %v %q %v", f, unit, ok)
	}
}
