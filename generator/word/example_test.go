package word_test

import (
	"fmt"
	"math"

	"milepost/generator/word"
)

func ExampleWrite() {
	b, err := word.Write(word.Document{
		Title: "月报", Lang: "zh-CN", Header: word.Line{Left: "项目", Right: "草稿"}, Labels: word.Labels{Table: "表", Figure: "图"},
		Blocks: []word.Block{
			word.Heading{Runs: []word.Run{{Text: "月报"}}},
			word.Heading{Level: 1, Runs: []word.Run{{Text: "指标"}}},
			word.Paragraph{Look: word.Lead, Runs: []word.Run{{Text: "红", Tone: word.Bad, Tint: true}, {Text: " 活跃率连降"}, {Text: "A", Super: true, Link: "#src-A"}}},
			word.Table{
				Caption: []word.Run{{Text: "指标"}}, Columns: []word.Column{{Share: 3}, {Share: 1, Align: word.Right}},
				Head: []word.Row{{Cells: []word.Cell{{Runs: []word.Run{{Text: "指标"}}}, {Runs: []word.Run{{Text: "本期"}}}}}},
				Rows: []word.Row{{Cells: []word.Cell{{Runs: []word.Run{{Text: "活跃率"}}}, {Tone: word.Bad, Runs: []word.Run{{Text: "58.2%"}}}}}},
			},
			word.Chart{
				Kind: word.Lines, Caption: []word.Run{{Text: "活跃率"}}, Alt: "八月 60%，九月缺数，十月 58%", Categories: []string{"8 月", "9 月", "10 月"},
				Series: []word.Series{{Name: "实际", Values: []float64{0.6, math.NaN(), 0.58}, Labels: true}}, Axis: word.Axis{Format: "0%"},
			},
			word.Paragraph{Look: word.Note, Runs: []word.Run{{Text: "A", Anchor: "src-A"}, {Text: " KPI.xlsx"}}},
		},
	})
	fmt.Println(string(b[:2]), err)
	// Output: PK <nil>
}
