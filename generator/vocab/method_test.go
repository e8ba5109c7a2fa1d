package vocab

import "testing"

func TestMethodPhase(t *testing.T) {
	for name, want := range map[string]int{
		"第一阶段：筹备": Preparation, "试运行": Pilot, "小范围试点": Pilot,
		"第三阶段：全院推广": Rollout, "全面上线": Rollout, "全公司推广阶段": Rollout, "三、全厂铺开": Rollout,
		"优化提升期":  Optimisation,
		"推广物料设计": -1, "全院推广物料": -1, "上线": -1, "全员上线前培训": -1,
	} {
		if got := MethodPhase(name); got != want {
			t.Errorf("MethodPhase(%q) = %d, want %d", name, got, want)
		}
	}
}
