package vocab

import "testing"

func TestOverride(t *testing.T) {
	for said, want := range map[string]string{
		"价值 黄，李总：补充协议 12-01 生效":            "value|amber|李总|补充协议 12-01 生效",
		"总体：红 → 绿，李总：x":                    "",
		"overall amber, Li Wei: as agreed": "overall|amber|Li Wei|as agreed",
		"进度改判为黄，王：理由":                      "",
		"进度 改判为黄, 王: 理由":                   "progress|amber|王|理由",
		"价值 黄":                             "",
		"价值 黄，李总":                          "",
		"质地 黄，李总：理由":                       "",
		"价值 紫，李总：理由":                       "",
	} {
		d, c, by, why, ok := Override(said)
		got := d + "|" + c + "|" + by + "|" + why
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", said, got, want)
		}
	}
}
