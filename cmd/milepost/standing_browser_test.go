package main

import (
	"os"
	"path/filepath"
	"testing"
)

// stale is a site with dates between the day on which it is built and the one on which it is read.
var stale = map[string]string{
	"site.toml":        "git = false\nsearch = false\n",
	"content/index.md": "# 首页\n",
	"content/计划.csv": "阶段,计划开始,计划完成,实际开始,实际完成,完成率\n" +
		"准备,2020-01-06,2020-02-28,2020-01-06,2020-02-28,100%\n" +
		"试点,2020-03-02,2020-06-30,2020-03-02,,40%\n" +
		"推广,2020-07-01,2020-12-31,,,0%\n",
	"content/指标.csv": "指标,基线,目标,实际,单位,责任人,截止日期,月份\n" +
		"覆盖率,0,100,60,%,甲,2020-12-31,2020-06\n" +
		"完成数,0,100,100,次,甲,2020-12-31,2020-06\n",
}

// An old copy of a site shows what has become late since it was built.
func TestStaleCopyTurnsRed(t *testing.T) {
	ctx := browser(t)
	root := t.TempDir()
	for name, text := range stale {
		p := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if code := run([]string{"-C", root, "-q", "build", "--today", "2020-07-10"}); code != exitFine {
		t.Fatalf("build: exit code %d", code)
	}
	v := newVisitor(t, ctx, "file://"+filepath.ToSlash(filepath.Join(root, "public"))+"/")
	v.open("index.html")
	v.wait(`document.querySelector('.k-missed')`)
	// Each row says by how many days it is late on the day of reading.
	if got := eval[string](v, `[...document.querySelectorAll('tr[data-plan-end]')].map(r => {
		const days = Math.round((new Date(new Date().toDateString()) - new Date(r.dataset.planEnd + 'T00:00')) / 86400000);
		const late = [...r.querySelectorAll('.late')].map(e => e.textContent).join('|');
		return r.querySelector('.name').textContent + ' ' + late.replace('晚 ' + days + ' 天', 'as many days as it is');
	}).join('; ')`); got != "准备 ; 试点 as many days as it is; 推广 as many days as it is" {
		t.Errorf("rows: %s", got)
	}
	if got := eval[string](v, `[...document.querySelectorAll('.kpi')].map(k => k.className + ' ' + k.querySelector('.kpi-state').textContent).join('; ')`); got != "kpi k-missed 逾期未达; kpi k-met 已达成" {
		t.Errorf("cards: %s", got)
	}
	v.clean()
}
