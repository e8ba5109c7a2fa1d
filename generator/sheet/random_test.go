package sheet

import (
	"math/rand"
	"os"
	"strings"
	"testing"
	"time"
)

// alphabet are pieces that texts of tables are made of.
var alphabet = []string{"1", "2026", "9月", "-", "/", ".", ",", "%", "\n", "\"", "；", ";", "\t", "年", "月", "日", "合计", "注：", "任务名称", "计划开始", "计划完成", "完成率", "部门", "指标", "目标", "实际", "1月", "2月", "R", "A", "A/R", "(", ")", "（%）", "=", "SUM(A1:B2)", "+", "#REF!", "0", "1.2万", "15分钟", "甲", " ", "\r\n", "Q3", ":", "12/Mar/24", "-0", "e9"}

func scramble(rnd *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(alphabet[rnd.Intn(len(alphabet))])
		if rnd.Intn(3) == 0 {
			b.WriteString([]string{",", "\n"}[rnd.Intn(2)])
		}
	}
	return b.String()
}

// Random tables and random damage to the XML inside a workbook are read or
// refused, in bounded time. MILEPOST_RANDOM sets how many (10,000 take a minute).
func TestRandomInput(t *testing.T) {
	n := 400
	if s := os.Getenv("MILEPOST_RANDOM"); s != "" {
		n = atoi(s)
	}
	rnd := rand.New(rand.NewSource(2))
	slowest := time.Duration(0)
	xml := goodData + `<row r="4"><c r="A4"><f>SUM(B2:B2)*2</f></c><c r="B4" t="b"><v>1</v></c><c r="C4" t="d"><v>2026-09-30</v></c></row>`
	for i := range n {
		start := time.Now()
		switch i % 3 {
		case 0:
			checkRead(t, "a.csv", []byte(scramble(rnd, 1+rnd.Intn(200))))
		case 1:
			checkRead(t, "a.csv", mutate(rnd, []byte(scramble(rnd, 1+rnd.Intn(60)))))
		case 2:
			checkRead(t, "a.xlsx", one(t, string(mutate(rnd, []byte(xml)))))
		}
		slowest = max(slowest, time.Since(start))
	}
	t.Logf("%d inputs, slowest %v", n, slowest)
}
