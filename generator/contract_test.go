package generator_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"milepost/generator"
	"milepost/generator/config"
	"milepost/generator/kb"
	"milepost/generator/move"
	"milepost/generator/source"
	"milepost/themes"
)

// newBuilder opens the site in root on a fixed day.
func newBuilder(t testing.TB, root string) *generator.Builder {
	t.Helper()
	b, err := generator.New(generator.Options{Root: root, Theme: themes.Default(), Today: func() kb.Date { return "2026-09-30" }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// world is a site on disk that is edited at random, and a builder that follows the edits.
type world struct {
	t    *testing.T
	root string
	rnd  *rand.Rand
	b    *generator.Builder
	pub  *generator.Publisher
	hint source.Hint // what has changed since the last build
	n    int         // makes titles and names differ

	moved int // how often move has succeeded
}

func newWorld(t *testing.T, seed uint64) *world {
	w := &world{t: t, root: t.TempDir(), rnd: rand.New(rand.NewPCG(seed, 1))}
	w.put("site.toml", "title = \"库\"\ngit = false\n")
	for i := range 24 {
		w.put(w.path(i), w.page())
	}
	w.put("content/_index.md", "# 首页\n\n```chart\ndata = \"数据/满意度.csv\"\n```\n")
	w.put("content/数据/满意度.csv", w.sheet())
	w.put("content/图.svg", `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>`)
	for range 4 {
		w.report()
	}
	w.snippet()
	w.hint = source.Hint{All: true}
	w.b = newBuilder(t, w.root)
	pub, err := w.b.Publisher(filepath.Join(w.root, "public"), generator.PublishOptions{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = pub.Close() })
	w.pub = pub
	return w
}

func (w *world) path(i int) string { return fmt.Sprintf("content/区%d/页%d.md", i%4, i) }

// put writes a file of the site and notes it in the hint.
func (w *world) put(name, text string) {
	file := filepath.Join(w.root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		w.t.Fatal(err)
	}
	w.hint.Files = append(w.hint.Files, name)
}

func (w *world) pick(list []string) string { return list[w.rnd.IntN(len(list))] }

func (w *world) page() string {
	w.n++
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: 页面%d\nowner: %s\ntags: [%s]\n", w.n, w.pick([]string{"项目经理", "运维", ""}), w.pick([]string{"备份", "安全", "培训", ""}))
	if w.rnd.IntN(3) == 0 {
		fmt.Fprintf(&b, "weight: %d\n", w.rnd.IntN(5))
	}
	fmt.Fprintf(&b, "reviewed: 2026-0%d-01\nreview_in: 3 months\n---\n\n## 步骤\n\n第%d次修改，重启服务。\n\n", 1+w.rnd.IntN(8), w.n)
	for range w.rnd.IntN(4) {
		i := w.rnd.IntN(28)
		fmt.Fprintf(&b, "见[链接](../区%d/页%d.md#%s)与 [[页面%d]]。\n", i%4, i, w.pick([]string{"步骤", "没有", ""}), w.rnd.IntN(40))
	}
	if w.rnd.IntN(4) == 0 {
		b.WriteString("\n```table\ndata = \"/数据/满意度.csv\"\n```\n\n本期 {{ value \"数据/满意度.csv!B2\" }}。\n")
	}
	if w.rnd.IntN(5) == 0 {
		b.WriteString("\n![图](../图.svg)\n")
	}
	switch w.rnd.IntN(8) { // some pages include another one, which may include this one, or may not exist
	case 0:
		i := w.rnd.IntN(28)
		fmt.Fprintf(&b, "\n<!-- @include: ../区%d/页%d.md -->\n", i%4, i)
	case 1:
		b.WriteString("\n" + w.pick([]string{"--8<-- \"片/说明.md\"", "<<< @/片/程序.py#run", "{{#include ../片/程序.py:run}}", "![[说明]]", "--8<-- \"数据/满意度.csv\""}) + "\n")
	}
	return b.String()
}

func (w *world) sheet() string {
	var b strings.Builder
	b.WriteString("月份,满意度(%),样本量\n")
	for m := range 3 + w.rnd.IntN(6) {
		fmt.Fprintf(&b, "2026-%02d,%d,%d\n", m+1, 70+w.rnd.IntN(30), 20+w.rnd.IntN(200))
	}
	return b.String()
}

// report writes an indicator, a report of some month, issued or not, or a record.
func (w *world) report() string {
	month := fmt.Sprintf("2026-%02d", 6+w.rnd.IntN(4))
	record := "历史/月报-" + month + ".facts.csv"
	switch w.rnd.IntN(4) {
	case 0:
		w.put("content/数据/KPI_"+month+".csv", fmt.Sprintf("指标,单位,基线,目标,实际,期间,期限,责任人\n活跃率,%%,35%%,80%%,%d%%,%s,2026-12-31,张\n", 40+w.rnd.IntN(50), month))
		return "indicator " + month
	case 1:
		w.put("content/"+record, fmt.Sprintf("key,value,unit,file,sheet,cell,as_of,digest\nkpi/活跃率/actual,0.%d,%%,数据/KPI_%s.csv,,E2,%s-28,ab\nkpi/活跃率/name,活跃率,text,,,,,\n%s"+
			"report/cutoff,%s-28,date,,,,,\nreport/issued,%s-28,date,,,,,\nreport/kind,monthly,state,,,,,\nreport/period,%s,period,,,,,\nreport/project,.,text,,,,,\n",
			40+w.rnd.IntN(50), month, month, w.pick([]string{"", "rag/overall,amber,state,,,,,\n", "手改坏的一行\n"}), month, month, month))
		return "record " + month
	}
	issued := w.pick([]string{"", "issued: 2026-09-28\nsnapshot: " + record + "\n"})
	w.put("content/报告/月报-"+month+".md", fmt.Sprintf("---\ntitle: 月报 %s\nkind: report\nreport: monthly\nperiod: %s\ncutoff: 2026-09-28\n%s---\n\n```summary\n```\n\n::: judgement 张\n%s:::\n\n```changes\n```\n\n```report\nsection = [\"kpi\", \"sources\"]\n```\n",
		month, month, issued, w.pick([]string{"", "活跃率 12%。\n"})))
	return "report " + month
}

// files lists the content files with an ending.
func (w *world) files(ext string) []string {
	var out []string
	_ = filepath.WalkDir(filepath.Join(w.root, "content"), func(p string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && path.Ext(p) == ext {
			rel, _ := filepath.Rel(w.root, p)
			out = append(out, filepath.ToSlash(rel))
		}
		return nil
	})
	return out
}

// edit makes a random change, as a person or a program would, and notes it in the hint, as a watcher would.
func (w *world) edit() string {
	pages := w.files(".md")
	switch op := w.rnd.IntN(24); op {
	case 22, 23:
		return w.snippet()
	case 20, 21:
		return w.move()
	case 15, 16, 17:
		return w.report()
	case 18, 19:
		return w.looks()
	case 0, 1, 2:
		p := w.pick(pages)
		old, _ := os.ReadFile(filepath.Join(w.root, p))
		w.put(p, string(old)+fmt.Sprintf("\n补充 %d。\n", w.rnd.IntN(1000)))
		return "append " + p
	case 3, 4:
		p := w.pick(pages)
		w.put(p, w.page())
		return "rewrite " + p
	case 5:
		p := w.path(w.rnd.IntN(60))
		w.put(p, w.page())
		return "create " + p
	case 6:
		p := w.pick(pages)
		w.remove(p)
		return "delete " + p
	case 7:
		from, to := w.pick(pages), w.path(60+w.rnd.IntN(20))
		w.rename(from, to)
		return "move " + from + " to " + to
	case 8:
		from, to := fmt.Sprintf("content/区%d", w.rnd.IntN(4)), fmt.Sprintf("content/新区%d", w.rnd.IntN(3))
		w.rename(from, to)
		return "folder " + from + " to " + to
	case 9:
		text := w.sheet()
		if w.rnd.IntN(4) == 0 {
			text = "\xff\xfe\x00" // can't be read: the last good values are used
		}
		w.put("content/数据/满意度.csv", text)
		return "dataset"
	case 10:
		w.put("site.toml", fmt.Sprintf("title = \"库%d\"\ngit = false\n[sections]\n\"区1\" = %q\n%s", w.rnd.IntN(3), w.pick([]string{"faq", "manual"}), w.pick([]string{"", "[theme]\naccent = \"#8a1d5f\"\nlogo = \"logo.svg\"\nfooter = \"[页](区1/页1.md)\"\nlinks = [{title = \"图\", href = \"图.svg\"}]\n"})))
		return "config"
	case 11:
		w.put("content/图.svg", fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="10"/>`, 10+w.rnd.IntN(9)))
		return "asset"
	case 12:
		return w.link()
	case 13:
		from := fmt.Sprintf("content/新区%d", w.rnd.IntN(3))
		w.n++
		w.rename(from, fmt.Sprintf("kept%d", w.n))
		w.put(from, "a file where a folder was")
		w.hint.Dirs = append(w.hint.Dirs, from)
		return "folder to file " + from
	}
	a, b := w.pick(pages), w.pick(pages)
	w.put(a, w.page())
	w.put(b, w.page())
	return "two files"
}

// snippet writes or deletes a file that pages include, or a copy of a workbook.
func (w *world) snippet() string {
	name := w.pick([]string{"content/片/说明.md", "content/片/程序.py", "content/数据/满意度(2).csv"})
	if _, err := os.Stat(filepath.Join(w.root, name)); err == nil && w.rnd.IntN(4) == 0 {
		w.remove(name)
		return "without " + name
	}
	w.n++
	w.put(name, map[string]string{
		".md":  fmt.Sprintf("第%d种说明，见[链接](页1.md)与 <blink>。\n\n%s\n", w.n, w.pick([]string{"", "--8<-- \"片/说明.md\"", "--8<-- \"片/程序.py\"", "## 步骤\n"})),
		".csv": w.sheet(), // left out as a copy while 满意度.csv exists
		".py":  fmt.Sprintf("a = %d\n# #region %s\nb = 1\n# #endregion\n", w.n, w.pick([]string{"run", "ran"})),
	}[path.Ext(name)])
	return "snippet " + name
}

// looks changes the files of theme/: good and faulty templates, texts, colours, styles, the logo.
func (w *world) looks() string {
	name := w.pick([]string{"theme/templates/crumbs.html", "theme/templates/tags-of.html", "theme/texts.toml", "theme/tokens.css", "theme/custom.css", "logo.svg"})
	if w.rnd.IntN(4) == 0 {
		_ = os.Remove(filepath.Join(w.root, name))
		w.hint.Files = append(w.hint.Files, name)
		return "without " + name
	}
	w.put(name, map[string]string{
		".html": w.pick([]string{"", "<p>{{len .Title}}</p>", "{{if .}}<i>a</i>{{end}}", "{{.Nothing}}", "{{"}),
		".toml": w.pick([]string{"", "page.owner = \"管\"", "page.owner = 3"}),
		".css":  w.pick([]string{"", ":root { --radius: 0 }", ":root { --paper: #eee } h1 { background: url(a.svg) }", "}"}),
		".svg":  w.pick([]string{`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>`, `<svg xmlns="http://www.w3.org/2000/svg"/>`, "<html>"}),
	}[path.Ext(name)])
	return "looks " + name
}

// link makes a symbolic link: to a page, to a folder, in a circle, to nowhere, or out of
// the content folder. The hint names the link and what changes below it.
func (w *world) link() string {
	name := fmt.Sprintf("content/区%d/链%d", w.rnd.IntN(4), w.rnd.IntN(3))
	target := w.pick([]string{"页1.md", "../区1", "../区2", "..", ".", "没有", "../../outside", "../../outside/秘密.md"})
	if strings.HasSuffix(target, ".md") {
		name += ".md"
	}
	w.put("outside/秘密.md", "# 秘密")
	w.hint.Files = nil
	full := filepath.Join(w.root, name)
	_ = os.Remove(full)
	_ = os.MkdirAll(filepath.Dir(full), 0o755)
	if err := os.Symlink(target, full); err != nil {
		return "no link"
	}
	w.hint.Files = append(w.hint.Files, name, name+"/页1.md", name+"/秘密.md", name+"/区1/页1.md")
	return "link " + name + " to " + target
}

// move renames a page, a workbook or a folder as `milepost mv` does, which also mends all
// links to it.
func (w *world) move() string {
	from, to := fmt.Sprintf("区%d", w.rnd.IntN(4)), fmt.Sprintf("搬%d/区%d", w.rnd.IntN(3), w.rnd.IntN(9))
	switch w.rnd.IntN(4) {
	case 0:
		from, to = "数据/满意度.csv", fmt.Sprintf("搬%d/满意度.csv", w.rnd.IntN(3))
		if w.rnd.IntN(2) == 0 {
			from, to = to, from
		}
	case 1, 2:
		from = strings.TrimPrefix(w.pick(w.files(".md")), "content/")
		to += ".md"
	}
	what := "mv " + from + " " + to
	plan, err := move.Make(w.t.Context(), w.root, from, to, "2026-09-30")
	if err == nil {
		err = plan.Do()
	}
	if err != nil {
		return what + ": " + err.Error()
	}
	now := func(p string) string {
		if rest, ok := strings.CutPrefix(p, from); ok && (rest == "" || rest[0] == '/') {
			return "content/" + to + rest
		}
		return "content/" + p
	}
	for _, e := range plan.Edits {
		if w.hint.Files = append(w.hint.Files, e.File); e.File != config.File {
			w.hint.Files = append(w.hint.Files, now(e.File))
		}
	}
	w.hint.Dirs = append(w.hint.Dirs, path.Dir("content/"+from), path.Dir(path.Dir("content/"+to)), path.Dir("content/"+to))
	w.moved++
	return what
}

func (w *world) remove(p string) {
	if err := os.Remove(filepath.Join(w.root, p)); err != nil {
		w.t.Fatal(err)
	}
	w.hint.Dirs = append(w.hint.Dirs, path.Dir(p))
}

func (w *world) rename(from, to string) {
	target := filepath.Join(w.root, to)
	if _, err := os.Stat(target); err == nil {
		return
	}
	if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(w.root, from), target); err != nil && !os.IsNotExist(err) {
		w.t.Fatal(err)
	}
	w.hint.Dirs = append(w.hint.Dirs, path.Dir(from), path.Dir(to))
}

// state is the result of an edition: each published file, and the diagnostics.
type state struct {
	files map[string]string
	diags string
}

func (w *world) incremental() state {
	w.t.Helper()
	hint := w.hint
	if w.rnd.IntN(5) == 0 {
		hint = source.Hint{All: true}
	}
	w.hint = source.Hint{}
	return publishTo(w.t, w.b, w.pub, hint, filepath.Join(w.root, "public"))
}

// clean is a build by a new builder that parses everything.
func (w *world) clean() state {
	w.t.Helper()
	if err := os.RemoveAll(filepath.Join(w.root, generator.StateDir, "cache", "parsed")); err != nil {
		w.t.Fatal(err)
	}
	return w.another()
}

// another is a build by a new builder that reads the parsed files on disk.
func (w *world) another() state {
	w.t.Helper()
	b := newBuilder(w.t, w.root)
	defer b.Close()
	out := filepath.Join(w.t.TempDir(), "public")
	pub, err := b.Publisher(out, generator.PublishOptions{})
	if err != nil {
		w.t.Fatal(err)
	}
	defer pub.Close()
	return publishTo(w.t, b, pub, source.Hint{All: true}, out)
}

func publishTo(t *testing.T, b *generator.Builder, pub *generator.Publisher, hint source.Hint, out string) state {
	t.Helper()
	e, err := b.Rebuild(t.Context(), hint)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pub.Publish(context.Background(), e); err != nil {
		t.Fatal(err)
	}
	s := state{files: map[string]string{}}
	err = filepath.WalkDir(out, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(out, p)
		if strings.HasPrefix(filepath.Base(rel), ".milepost-") {
			return nil
		}
		src, err := os.ReadFile(p)
		s.files[filepath.ToSlash(rel)] = string(src)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var lines bytes.Buffer
	for _, d := range e.Diags() {
		lines.WriteString(d.Level.String() + " " + d.Line("en") + "\n")
	}
	s.diags = lines.String()
	return s
}

func (s state) diff(other state) string {
	var names []string
	for n := range s.files {
		names = append(names, n)
	}
	for n := range other.files {
		if _, both := s.files[n]; !both {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	var out []string
	for _, n := range names {
		a, inA := s.files[n]
		b, inB := other.files[n]
		switch {
		case !inA:
			out = append(out, "missing "+n)
		case !inB:
			out = append(out, "left over "+n)
		case a != b:
			out = append(out, "different "+n+around(a, b))
		}
	}
	if s.diags != other.diags {
		out = append(out, "diagnostics: got\n"+s.diags+"want\n"+other.diags)
	}
	return strings.Join(out, "\n")
}

// around shows the first place where two texts differ.
func around(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	cut := func(s string) string { return strconv.Quote(s[max(0, min(i, len(s))-60):min(len(s), i+60)]) }
	return "\n  got  " + cut(a) + "\n  want " + cut(b)
}

// edits is the number of random edits that the contract test makes; MILEPOST_EDITS sets another.
func edits() int {
	if n, err := strconv.Atoi(os.Getenv("MILEPOST_EDITS")); err == nil {
		return n
	}
	if testing.Short() { // under the race detector: its loops are the same in each edit
		return 36
	}
	return 60
}

// What is published after any edits equals, byte for byte, what a clean build of the same
// files and state gives; so does a build that reads what files parsed to from the disk.
func TestIncrementalEqualsClean(t *testing.T) {
	t.Parallel()
	for seed := range uint64(2) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, seed)
			w.incremental()
			for i := range edits() / 2 {
				what := w.edit()
				got := w.incremental()
				warm := got
				if i%3 == 0 {
					warm = w.another()
				}
				want := w.clean()
				if d := got.diff(want); d != "" {
					t.Fatalf("after edit %d (%s):\n%s", i, what, d)
				}
				if d := warm.diff(want); d != "" {
					t.Fatalf("a warm start after edit %d (%s):\n%s", i, what, d)
				}
			}
			if w.moved == 0 {
				t.Error("nothing was moved by the command")
			}
		})
	}
}
