package vocab

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/text"
)

// effortWords are the headers of columns of work, as task tools export them.
var effortWords = []string{
	"work", "remainingwork", "totalwork", "effort", "estimate", "estimatedtime", "estimatedwork", "originalestimate", "remainingestimate", "remainingtime", "spenttime", "timespent", "loggedtime",
	"工时", "预估工时", "预计工时", "计划工时", "实际工时", "剩余工时", "完成工时", "登记工时", "已用工时", "工作量", "剩余工作量", "预期时间", "耗时", "预估时间", "剩余时间",
}

// IsEffort tells whether a day below this header is a day of work, 8 hours.
func IsEffort(word string) bool { return slices.Contains(effortWords, word) }

// effortHours is how long a unit of work is in hours: OpenProject, Redmine and
// Jira count 8 hours a day and 5 days a week unless told otherwise.
var effortHours = map[string]float64{"w": 40, "d": 8, "h": 1, "m": 1.0 / 60}

// WorkHours converts days ("d") or weeks ("w") of work into hours. ok is false for
// any other unit: those count by the clock, see [Convert].
func WorkHours(n float64, unit string) (hours float64, ok bool) {
	if unit != "d" && unit != "w" {
		return 0, false
	}
	return Clean(n * effortHours[unit]), true
}

var effortPart = regexp.MustCompile(`^(\d+(?:\.\d+)?)([wdhm])`)

// Effort reads work as task tools write it: "12d 4h", "1w 2d", "30m". days tells
// whether days or weeks were converted into hours.
func Effort(s string) (hours float64, days, ok bool) {
	t := strings.ReplaceAll(strings.ToLower(Trim(text.Normal(s))), " ", "")
	if t == "" || len(t) > 40 {
		return 0, false, false
	}
	for t != "" {
		m := effortPart.FindStringSubmatch(t)
		if m == nil {
			return 0, false, false
		}
		n, err := strconv.ParseFloat(m[1], 64)
		if err != nil {
			return 0, false, false
		}
		hours += n * effortHours[m[2]]
		days = days || m[2] == "d" || m[2] == "w"
		t = t[len(m[0]):]
	}
	return Clean(hours), days, true
}
