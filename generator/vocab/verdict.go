package vocab

import (
	"regexp"
	"strings"

	"milepost/generator/text"
)

// The words for the dimensions of a report and for its colours.
var (
	dimensionWords = map[string]string{
		"总体": "overall", "整体": "overall", "overall": "overall", "whole": "overall",
		"进度": "progress", "progress": "progress", "schedule": "progress",
		"价值": "value", "效益": "value", "指标": "value", "value": "value", "benefits": "value",
		"质量": "quality", "quality": "quality",
		"风险": "risk", "risk": "risk", "risks": "risk",
	}
	colourWords = map[string]string{
		"绿": "green", "绿灯": "green", "绿色": "green", "green": "green",
		"黄": "amber", "黄灯": "amber", "黄色": "amber", "amber": "amber", "yellow": "amber",
		"红": "red", "红灯": "red", "红色": "red", "red": "red",
		"灰": "grey", "灰色": "grey", "grey": "grey", "gray": "grey",
	}
)

// overrideForm is "价值 黄，李总：合同已签" or "value amber, Li: contract signed".
var overrideForm = regexp.MustCompile(`^(\pL+)[\s:：]*(?:改判为?|改为|→|->|to)?\s*(\pL+?)\s*[,，;；\s]\s*([^:：,，;；→]+?)\s*[:：]\s*(.+)$`)

// Override reads how a person judges a dimension of a report differently from the
// figures: the dimension, the colour, the person and the reason. ok is false if one
// of them is missing or unknown.
func Override(s string) (dimension, colour, by, reason string, ok bool) {
	m := overrideForm.FindStringSubmatch(Trim(s))
	if m == nil {
		return "", "", "", "", false
	}
	dimension, colour = dimensionWords[text.Fold(m[1])], colourWords[text.Fold(m[2])]
	return dimension, colour, strings.TrimSpace(m[3]), strings.TrimSpace(m[4]), dimension != "" && colour != ""
}
