package vocab

import (
	"slices"
	"strconv"
	"strings"

	"milepost/generator/text"
)

// gradeFields are the grades of a questionnaire, best first. Their headers (满意,
// 一般) are also the answers that people give.
var gradeFields = []string{"grade_5", "grade_4", "grade_3", "grade_2", "grade_1"}

// Grade is the rank of an answer in a questionnaire, 0 best, 4 worst; ok is false if the text is no such answer.
func (v *Words) Grade(s string) (rank int, ok bool) {
	rank, ok = v.grades[Plain(s)]
	return rank, ok
}

// indexGrades collects the answers: the headers of the survey's grades and GradeWords.
func (v *Words) indexGrades() {
	v.grades = map[string]int{}
	survey := v.Schema("survey")
	for rank, name := range gradeFields {
		for _, w := range slices.Concat(survey.Field(name).Words, v.GradeWords[rank]) {
			v.grades[Plain(w)] = rank
		}
	}
}

// levelWords rank the words for the probability and the impact of a risk, 1 to 5.
var levelWords = map[string]int{
	"极低": 1, "很低": 1, "非常低": 1, "verylow": 1, "rare": 1, "negligible": 1,
	"低": 2, "较低": 2, "中低": 2, "low": 2, "unlikely": 2, "minor": 2,
	"中": 3, "中等": 3, "一般": 3, "medium": 3, "moderate": 3, "possible": 3,
	"高": 4, "较高": 4, "中高": 4, "high": 4, "likely": 4, "major": 4,
	"很高": 5, "极高": 5, "非常高": 5, "veryhigh": 5, "critical": 5, "almostcertain": 5, "severe": 5,
}

// Level is the level 1-5 of a risk's probability or impact: 高, 3, 4级; ok is false if the text names no level.
func Level(s string) (level int, ok bool) {
	w := strings.TrimSuffix(Plain(s), "级")
	if n, err := strconv.Atoi(w); err == nil && n >= 1 && n <= 5 {
		return n, true
	}
	level, ok = levelWords[w]
	return level, ok
}

// topSeverities are the highest severity of incidents.
var topSeverities = []string{"p1", "p0", "s1", "sev1", "1", "一级", "1级", "ⅰ级", "i级", "特别重大", "重大", "critical"}

// TopSeverity tells whether a severity is the highest one.
func TopSeverity(s string) bool { return slices.Contains(topSeverities, text.Fold(s)) }
