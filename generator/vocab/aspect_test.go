package vocab

import "testing"

func TestAspect(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"计划": Plan, "计划产值（万元）": Plan, "预算": Plan, "实际": Actual, "实际完成": Actual, "完成率": Rate, "计划完成率": Rate, "同比": Change,
		"目标": Target, "告警阈值(ms)": Limit, "去年同期": Baseline, "合计": Total, "Planned": Plan, "Actual cost": Actual, "Unit price": Rate, "工单数": "", "计时器": "", "销量": "",
		"执行": Actual, "执行人": "", "决算": Actual, "上年": Baseline, "本年": Actual, "应收": Plan, "实收": Actual,
	} {
		if got := Aspect(s); got != want {
			t.Errorf("Aspect(%s) = %q, want %q", s, got, want)
		}
	}
}

func TestAspectAlone(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{"目标": true, "目标值": true, "完成": true, "完成率": true, "执行数": true, "报销完成率": false, "投诉量": false, "数量": false, "实际工期": false} {
		if got := AspectAlone(s); got != want {
			t.Errorf("AspectAlone(%s) = %v", s, got)
		}
	}
}

func TestConvert(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n        float64
		from, to string
		want     float64
		ok       bool
	}{
		{2, "h", "min", 120, true}, {90, "min", "h", 1.5, true}, {1, "d", "h", 24, true}, {1, "d", "wd", 0, false}, {3, "wd", "wd", 3, true},
		{100, "万元", "元", 1e6, true}, {3, "亿元", "万元", 30000, true}, {1, "元", "人", 0, false}, {1, "", "元", 0, false}, {2, "千米", "元", 0, false}, {2, "小时", "min", 120, true},
	} {
		if got, ok := Convert(c.n, c.from, c.to); got != c.want || ok != c.ok {
			t.Errorf("Convert(%v %s, %s) = %v, %v, want %v, %v", c.n, c.from, c.to, got, ok, c.want, c.ok)
		}
	}
}
