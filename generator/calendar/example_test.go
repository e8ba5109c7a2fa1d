package calendar_test

import (
	"fmt"
	"strings"

	"milepost/generator/calendar"
)

// A calendar program that subscribes to the file shows the review on the day on which it is due.
func ExampleBytes() {
	ics := calendar.Bytes(calendar.Calendar{Name: "项目经理", Lang: "zh-CN", Day: "2026-11-23", Events: []calendar.Event{
		{UID: "review-plan@kb", Day: "2026-12-20", Title: "复审：项目计划"},
	}})
	for line := range strings.Lines(string(ics)) {
		if strings.HasPrefix(line, "DTSTART") || strings.HasPrefix(line, "SUMMARY") {
			fmt.Println(strings.TrimSpace(line))
		}
	}
	// Output:
	// DTSTART;VALUE=DATE:20261220
	// SUMMARY:复审：项目计划
}
