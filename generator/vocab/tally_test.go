package vocab

import "testing"

func TestTally(t *testing.T) {
	for _, s := range []string{"风险总数：4", "共 4 条", "合计：4 项", "总计 4", "以上共 4 项", "小计：2", "Total: 4 risks", "Total risks: 4", "共有4个风险", "风险数量：12"} {
		if !Tally(s) {
			t.Errorf("%s closes a list", s)
		}
	}
	for _, s := range []string{"R04", "共享盘容量不足", "4 个接口未联调", "公共 3 号机房停电", "共 4 个系统接入同一网段，割接时会一起中断", "total outage of site 4 for a day", "合计口径不一致", "第4项"} {
		if Tally(s) {
			t.Errorf("%s is a record", s)
		}
	}
}
