package site

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"milepost/generator/kb"
	"milepost/generator/source"
)

// siteOf links the site with these files in its content folder, on a day.
func siteOf(t *testing.T, today kb.Date, files map[string]string) *Site {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, "content", name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	snap, err := source.New(root, source.Options{Today: func() kb.Date { return today }}).Refresh(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	return Link(snap)
}

const (
	roster = "姓名,角色,部门,代理人,到岗,离岗\n" +
		"张三,项目经理,信息部,李四,2026-01-05,\n李四,业务分析师,业务部,张三,2026-01-05,\n" +
		"王五,技术负责人,信息部,李四,2026-01-05,2026-10-31\n"
	register = "编号,风险描述,概率,影响,等级,应对措施,责任人,状态,下次复查\n"
)

// held lists what waits for an owner.
func held(o *Owners, name string) string {
	w := o.Named(name)
	if w == nil {
		return "nobody"
	}
	var lines []string
	for _, h := range o.Of(w) {
		lines = append(lines, strings.TrimSpace(fmt.Sprintf("%s %s as=%s for=%s late=%d", h.Kind, h.ID, h.As, h.For, h.Late(o.site.Today))))
	}
	return strings.Join(lines, "; ")
}

func TestWhoOwnsWhat(t *testing.T) {
	s := siteOf(t, "2026-11-26", map[string]string{
		"团队.csv": roster,
		"风险.csv": register + "R-1,专线拖后,4,4,高,催办,张三、李四,进行中,2026-11-20\n" +
			"R-2,人手不够,3,4,高,加人,项目经理,进行中,2026-12-01\n" +
			"R-3,磁盘写满,2,5,高,清理,王五,进行中,2026-12-07\n" +
			"R-4,泄密,1,5,中,审批,信息部,进行中,2026-12-15\n" +
			"R-5,投诉,3,3,中,冻结,张叁丰,进行中,2026-12-04\n" +
			"R-6,轮换,3,2,低,双人,李四,已关闭,\n",
	})
	o := OwnersOf(s, func() []Duty { return nil })
	for name, want := range map[string]string{
		"张三":   "risk R-1 as= for= late=6; risk R-2 as=项目经理 for= late=0",
		"李四":   "risk R-1 as= for= late=6; risk R-3 as= for=王五 late=0",
		"项目经理": "risk R-2 as= for= late=0",
		"王五":   "risk R-3 as= for= late=0",
		"信息部":  "risk R-4 as= for= late=0",
		"张叁丰":  "risk R-5 as= for= late=0",
		"赵六":   "nobody",
	} {
		if got := held(o, name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	for name, kind := range map[string]string{"张三": OwnerPerson, "项目经理": OwnerRole, "信息部": OwnerDepartment, "张叁丰": OwnerStranger} {
		if got := o.Named(name).Kind; got != kind {
			t.Errorf("%s is %s, want %s", name, got, kind)
		}
	}
	if w := o.Named("王五"); !o.Absent(w) || o.Left(w) != "2026-10-31" {
		t.Errorf("王五: absent %v, left %q", o.Absent(w), o.Left(w))
	}
	holders, list := o.Board("PM")
	if len(holders) != 1 || holders[0].Name != "张三" || len(list) != 2 {
		t.Errorf("board of PM: %v holders, %d things", holders, len(list))
	}
}

// Two people with the same name who are there at the same time can't be told apart.
func TestTwoOfOneName(t *testing.T) {
	s := siteOf(t, "2026-11-26", map[string]string{
		"团队.csv": roster + "赵六,开发,信息部,,2026-01-05,\n赵六,会计,财务部,,2026-01-05,\n孙七,测试,信息部,,2026-01-05,2026-05-31\n孙七,开发,研发部,,2026-06-01,\n",
	})
	o := OwnersOf(s, func() []Duty { return nil })
	if !o.Twice(o.Named("赵六")) || o.Twice(o.Named("孙七")) || o.Twice(o.Named("张三")) {
		t.Errorf("twice: 赵六 %v, 孙七 %v, 张三 %v", o.Twice(o.Named("赵六")), o.Twice(o.Named("孙七")), o.Twice(o.Named("张三")))
	}
}

// Each name has a path of its own, which every system can write.
func TestOwnerOut(t *testing.T) {
	seen := map[string]string{}
	for _, name := range []string{"张三", "A/B", "A-B", "Li Lei", "王 五", "👩‍💻 小陈", "CON", "index", "..", "???", strings.Repeat("长", 200), strings.Repeat("长", 201)} {
		out := nameOut("owners", name)
		if kb.UnsafeName(out) != "" || kb.UnsafeName(strings.TrimSuffix(out, ".html")+".ics") != "" || seen[out] != "" {
			t.Errorf("%q: %q is %q, or also that of %q", name, out, kb.UnsafeName(out), seen[out])
		}
		seen[out] = name
	}
}
