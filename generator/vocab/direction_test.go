package vocab

import (
	"strings"
	"testing"
)

// What an indicator counts tells which way is better, and a word that deals
// with the harm or denies it turns that round.
func TestDirectionOfName(t *testing.T) {
	for want, names := range map[Direction]string{
		Lower: `住院跌倒发生率 院内感染率 压疮发生率 非计划拔管率 投诉率 差错率 缺陷数 死亡率 客户流失率 平均等待时间 退货率 返工率 逾期率 超时率
			不合格率 预防性维护成本 不满意率 非计划停机次数 未及时率 complaints churn_rate error_rate infection_rate dissatisfaction non-compliance average_resolution_time falls_per_1000_days`,
		Higher: `故障解决率 投诉处理率 合格率 不良事件上报率 跌倒风险评估率 感染病例送检率 缺陷整改率 投诉处理及时率 不合格品处理率 客户流失挽回率 平均无故障时间
			零投诉 未逾期率 投诉处理满意率 系统可用率 complaint_resolution_rate defect-free infection_prevention_rate solved_on_time uptime`,
		NoDirection: `上线科室数 人均产出 床位使用率 users`,
	} {
		for _, name := range strings.Fields(names) {
			name = strings.ReplaceAll(name, "_", " ")
			if got := DirectionOfName(name); got != want {
				t.Errorf("%s: got %d, want %d", name, got, want)
			}
		}
	}
}
