package vocab

import (
	"math"
	"strconv"
	"strings"

	"milepost/generator/kb"
)

// The levels of a risk as a whole.
const (
	RiskHigh   = "high"
	RiskMedium = "medium"
	RiskLow    = "low"
)

// RiskLevel is the level of a risk that a cell gives in words: 高, 重大, medium; "" for any other text.
func RiskLevel(s string) string {
	if TopSeverity(s) && !AllDigits(s) {
		return RiskHigh
	}
	switch n := levelWords[Plain(s)]; {
	case n >= 4:
		return RiskHigh
	case n == 3:
		return RiskMedium
	case n > 0:
		return RiskLow
	}
	return ""
}

// LevelOf is the level 1-5 of a cell with a probability or an impact, 0 if it holds
// no level. share: numbers in this column are shares. A share is divided into five
// levels: up to 20 % is 1, above 80 % is 5.
func LevelOf(c kb.Cell, share bool) int {
	switch c.Kind {
	case kb.Number:
		v := c.Num
		if share || v > 0 && v < 1 {
			return fifth(v)
		}
		if v >= 1 && v <= 5 && v == math.Trunc(v) {
			return int(v)
		}
	case kb.Text:
		if n, ok := Level(c.String()); ok {
			return n
		}
		if v, err := strconv.ParseFloat(strings.TrimSuffix(Plain(c.String()), "%"), 64); err == nil && v > 0 {
			percent := strings.HasSuffix(Plain(c.String()), "%")
			if percent {
				v /= 100
			}
			if v < 1 || percent && v == 1 {
				return fifth(v)
			}
		}
	}
	return 0
}

// fifth is the level of a share of 0-1.
func fifth(v float64) int { return min(max(int(math.Ceil(v*5)), 1), 5) }

// Zone is the zone of a risk on the map, 1 (lowest) to 4. score is the level of its
// probability times that of its impact, 1 to 25.
func Zone(score int) int {
	switch {
	case score <= 4:
		return 1
	case score <= 9:
		return 2
	case score <= 15:
		return 3
	}
	return 4
}

// RiskLevelOf is the level of a score: the two upper zones of the map are high.
func RiskLevelOf(score int) string {
	return []string{RiskLow, RiskMedium, RiskHigh, RiskHigh}[Zone(score)-1]
}
