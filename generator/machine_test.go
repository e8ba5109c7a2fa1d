package generator_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"milepost/generator"
	"milepost/generator/kb"
	"milepost/generator/source"
	"milepost/themes"
)

// Files for programs (llms.txt, facts.json and the like) are published only if site.toml says
// so, and tell nothing that is not published.
func TestMachineOutputs(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for name, text := range map[string]string{
		"site.toml":        "title = \"手册\"\nsummary = \"给值班的人\"\ngit = false\n[publish]\nmachine = true\n[[data.sheet]]\nfile = \"工资.csv\"\nprivate = true\n",
		"content/进度.csv":   "阶段,计划开始,计划完成,完成率\n推广,2026-07-01,2026-12-01,60%\n",
		"content/工资.csv":   "姓名,岗位,工资\n甲某,店长,12345\n",
		"content/运维/重启.md": "---\nsummary: 一台一台来\n---\n# 重启\n完成 {{ value \"进度.csv!D2\" }}。\n\n- 先[公告](../公告.md)\n- **再**重启\n\n```sh\ncrmctl drain\n```\n\n| 步 | 谁 |\n|---|---|\n| 1 | 甲\\|乙 |\n",
		"content/公告.md":    "# 公告\n> 放假\n",
		"content/草稿.md":    "---\ndraft: true\n---\n# 草稿\n机密\n",
	} {
		p := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files := rendered(t, root)
	md := files["运维/重启.md"]
	for _, want := range []string{"# 重启\n", "完成 [60%](../进度.csv.md#进度-r2)。", "- 先[公告](../公告.md)\n- **再**重启\n", "```sh\ncrmctl drain\n```", "| 步 | 谁 |\n| --- | --- |\n| 1 | 甲\\|乙 |"} {
		if !strings.Contains(md, want) {
			t.Errorf("重启.md is\n%s\nwithout %q", md, want)
		}
	}
	if got := files["llms.txt"]; !strings.HasPrefix(got, "# 手册\n\n> 给值班的人\n") || !strings.Contains(got, "- [重启](运维/重启.md): 一台一台来\n") {
		t.Errorf("llms.txt is\n%s", got)
	}
	if got := files["llms-full.txt"]; !strings.Contains(got, "<!-- 运维/重启.md -->\n\n# 重启") || !strings.Contains(got, "> 放假") {
		t.Errorf("llms-full.txt is\n%s", got)
	}
	var table struct {
		File    string
		Dataset struct {
			Rows []map[string]struct{ Ref string }
		}
	}
	if err := json.Unmarshal([]byte(files["进度.csv.进度.json"]), &table); err != nil || table.File != "进度.csv" || table.Dataset.Rows[0]["percent_complete"].Ref != "D2" {
		t.Errorf("the table as JSON: %+v, %v", table, err)
	}
	if !strings.Contains(files["facts.json"], "phase/推广/percent_complete") {
		t.Error("there are no facts")
	}
	for name, text := range files {
		if (strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".json") || strings.HasSuffix(name, ".txt")) && (strings.Contains(text, "12345") || strings.Contains(text, "机密")) {
			t.Errorf("%s tells what is not published", name)
		}
	}
	if err := os.WriteFile(filepath.Join(root, "site.toml"), []byte("git = false\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for name := range rendered(t, root) {
		if strings.HasSuffix(name, ".md") || strings.HasPrefix(name, "llms") || strings.HasSuffix(name, ".json") {
			t.Errorf("%s is published, though nobody asked for it", name)
		}
	}
}

// rendered gives the outputs of a site, by path, without assets and files that are copied.
func rendered(t *testing.T, root string) map[string]string {
	t.Helper()
	b, err := generator.New(generator.Options{Root: root, Theme: themes.Default(), Plain: true, Today: func() kb.Date { return "2026-11-23" }})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	e, err := b.Rebuild(t.Context(), source.Hint{All: true})
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, o := range e.Plan.Outputs {
		if _, file := o.File(); file || strings.HasPrefix(o.Path, "assets/") {
			continue
		}
		data, err := o.Render()
		if err != nil {
			t.Fatal(err)
		}
		files[o.Path] = string(data)
	}
	return files
}
