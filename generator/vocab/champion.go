package vocab

import (
	"strings"

	"milepost/generator/kb"
)

// Trained tells whether a cell of a list of people says that the person has been
// trained: 是, 已培训, 合格, or a day up to today. 未培训 and 待补考 say no. With today
// "" every day counts.
func Trained(s string, today kb.Date) bool {
	if day, verdict := Date(s, 0); verdict == Fine {
		return today == "" || day.Day <= today
	}
	w := Plain(s)
	if yes, ok := Base().YesNo(w); ok {
		return yes == 1
	}
	if state := Base().Status(s); state != "" {
		return state == "done"
	}
	return speaksOf(s, []string{"已", "完成", "合格", "通过", "认证", "√", "✓", "✔", "trained", "passed", "certified", "completed"}) &&
		!speaksOf(s, []string{"未", "不", "待", "没", "中", "not ", "to be", "in progress", "pending"})
}

// Quiet tells whether the status of a person says that they are not active: 停用, 不活跃, 已离岗.
func Quiet(s string) bool {
	return strings.TrimSpace(s) != "" && speaksOf(s, []string{"停", "不活跃", "未激活", "退出", "离", "调走", "调岗", "卸任", "休假", "inactive", "left", "resigned", "on leave", "former"})
}
