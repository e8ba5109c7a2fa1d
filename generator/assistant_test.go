package generator_test

import (
	"bufio"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"milepost/generator"
	"milepost/generator/kb"
	"milepost/themes"
)

// assistant gives a function that asks the site in root as a program does, over two streams.
func assistant(t *testing.T, root string) func(tool string, args any) (text string, refused bool) {
	t.Helper()
	b, err := generator.New(generator.Options{Root: root, Theme: themes.Default(), Plain: true, Today: func() kb.Date { return "2026-11-23" }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	ctx, cancel := context.WithCancel(t.Context())
	ours, theirs := io.Pipe()
	answers, said := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- b.Assist(ctx, ours, said)
		_ = said.Close()
	}()
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	session, err := client.Connect(ctx, &mcp.IOTransport{Reader: answers, Writer: theirs}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = session.Close()
		cancel()
		if err := <-done; err != nil {
			t.Errorf("the server ends with %v", err)
		}
	})
	return func(tool string, args any) (string, bool) {
		r, err := session.CallTool(ctx, &mcp.CallToolParams{Name: tool, Arguments: args})
		if err != nil {
			return err.Error(), true
		}
		return r.Content[0].(*mcp.TextContent).Text, r.IsError
	}
}

// Questions about the sample are answered with the number and its cell.
func TestAssistantsGetFiguresWithTheirCells(t *testing.T) {
	t.Parallel()
	ask := assistant(t, "..")
	for _, q := range []struct {
		question, tool string
		args           map[string]any
		want           []string
	}{
		{"周活跃率现在多少", "kpi", map[string]any{"name": "门店员工周活跃率"}, []string{`"actual":{"value":0.582,"text":"58.2%","unit":"%","file":"数据/KPI月报_2026-10.xlsx","sheet":"KPI","cell":"G10","as_of":"2026-11-05"}`, `"state":{"value":"off","text":"偏离"`}},
		{"九月的周活跃率", "kpi", map[string]any{"name": "门店员工周活跃率"}, []string{`"at/2026-09":{"value":0.615,"text":"61.5%","unit":"%","file":"数据/KPI月报_2026-09.xlsx","sheet":"KPI","cell":"G10"`}},
		{"复购率到目标了吗", "kpi", map[string]any{"name": "复购率"}, []string{`"value":0.246`, `"cell":"G5"`}},
		{"推广做到哪儿了", "standing", map[string]any{"name": "推广"}, []string{`"percent_complete":{"value":0.77,"text":"77%","unit":"%","file":"数据/项目进度.xlsx","sheet":"阶段","cell":"I16","as_of":"2026-11-20"}`, `"forecast_end":{"value":"2026-12-31"`}},
		{"缓冲用了多少", "standing", map[string]any{"name": "推广"}, []string{`"buffer_used":{"value":9,"text":"9 个工作日"`}},
		{"项目总体是什么颜色", "standing", nil, []string{`"overall":{"value":"red","text":"红"}`}},
		{"什么过期了", "overdue", nil, []string{`"total":8`, `"id":"D-07","name":"夜间标签任务要不要加机器","owners":["项目发起人"],"due":"2026-11-16","days_late":7`}},
		{"高风险有哪些", "query", map[string]any{"data": "数据/风险登记册.xlsx#风险", "where": "风险等级 = 高", "columns": []string{"风险编号", "风险等级"}}, []string{`"matches":4`, `{"value":"R-01","text":"R-01","ref":"A3"}`}},
		{"积分没到账怎么办", "search", map[string]any{"query": "会员积分没到账", "limit": 2}, []string{`"source":"常见问题/积分与优惠券.md"`, `"anchor":"积分多久到账"`}},
		{"十月月报怎么说", "report", map[string]any{"kind": "monthly", "period": "2026-10"}, []string{`"issued":"2026-11-`, `"kind":"monthly","period":"2026-10"`, `\n| `}},
		{"积分多久到账", "read_page", map[string]any{"page": "积分与优惠券"}, []string{`正常 10 秒以内`, `"updated":`}},
		{"有哪些风险表", "datasets", map[string]any{"schema": "risks"}, []string{`"data":"数据/风险登记册.xlsx#风险"`, `"header":"风险编号","field":"id"`}},
	} {
		got, refused := ask(q.tool, q.args)
		for _, want := range q.want {
			if refused || !strings.Contains(got, want) {
				t.Errorf("%s: %s %v answers (refused %v) %.1500s\nwithout %s", q.question, q.tool, q.args, refused, got, want)
			}
		}
	}
}

// A question that has no answer is refused with a text that says how to ask. What is not
// published is not told. A change of the content is told a moment later.
func TestAssistantsAreToldHowToAsk(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		p := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("site.toml", "git = false\n[[data.sheet]]\nfile = \"工资.csv\"\nprivate = true\n")
	write("content/进度.csv", "阶段,计划开始,计划完成,完成率\n推广,2026-07-01,2026-12-01,60%\n")
	write("content/工资.csv", "姓名,岗位,工资\n甲某,店长,12345\n")
	write("content/公告.md", "# 公告\n放假。\n")
	write("content/草稿.md", "---\ndraft: true\n---\n# 草稿\n机密八八八\n")
	ask := assistant(t, root)
	for _, q := range []struct {
		tool string
		args any
		want string
	}{
		{"read_page", map[string]any{"page": "../site.toml"}, "先用 search 找到页面"},
		{"read_page", map[string]any{"page": "草稿.md"}, "没有页面"},
		{"read_page", map[string]any{}, "缺少参数 page"},
		{"read_page", map[string]any{"page": 7}, "参数 page 应是文字"},
		{"search", map[string]any{"query": "x", "limit": "多"}, "参数 limit 应是整数"},
		{"search", map[string]any{"q": "x", "query": "x"}, "没有参数 q；可用：query, limit"},
		{"query", map[string]any{"data": "进度.csv", "where": []any{1}}, "参数 where 应是文字的列表"},
		{"query", map[string]any{"data": "进展.csv"}, "是否指 “进度.csv”"},
		{"query", map[string]any{"data": "进度.csv", "where": "状况 = 红"}, "有这些列：阶段"},
		{"query", map[string]any{"data": "工资.csv"}, "不公开"},
		{"kpi", map[string]any{"name": "活跃"}, "没有 kpi 的数据"},
		{"standing", map[string]any{"project": "乙"}, "没有项目 “乙”"},
		{"standing", map[string]any{"name": "试点"}, "没有 “试点”；有：推广"},
		{"overdue", map[string]any{"owner": "无名"}, "没有责任人 “无名”"},
		{"report", nil, "没有这样的报告"},
		{"delete_page", map[string]any{"page": "公告.md"}, "delete_page"},
	} {
		if got, refused := ask(q.tool, q.args); !refused || !strings.Contains(got, q.want) {
			t.Errorf("%s %v: refused %v, %q; want %q", q.tool, q.args, refused, got, q.want)
		}
	}
	for _, q := range []struct {
		tool string
		args map[string]any
	}{{"search", map[string]any{"query": "机密八八八"}}, {"search", map[string]any{"query": "12345"}}, {"datasets", nil}, {"read_page", map[string]any{"page": "工资.csv"}}} {
		if got, _ := ask(q.tool, q.args); strings.Contains(got, "12345") || strings.Contains(got, "草稿.") || strings.Contains(got, "甲某") || q.tool == "datasets" && strings.Contains(got, "工资") {
			t.Errorf("%s %v tells what is not published: %s", q.tool, q.args, got)
		}
	}
	before := listed(t, filepath.Join(root, "content"))
	write("content/公告.md", "# 公告\n改到周一。\n")
	for until := time.Now().Add(time.Minute); ; <-time.After(100 * time.Millisecond) { // the server looks for changes only now and then
		if got, _ := ask("read_page", map[string]any{"page": "公告.md"}); strings.Contains(got, "改到周一") {
			break
		}
		if time.Now().After(until) {
			t.Fatal("a change of the content is not told")
		}
	}
	if after := listed(t, filepath.Join(root, "content")); len(after) != len(before) {
		t.Errorf("the content was %v and is %v", before, after)
	}
}

// A line that is no request is answered with an error. It changes neither the answer to the
// next request nor the site.
func TestAssistantsSendNonsense(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	page := filepath.Join(root, "content", "公告.md")
	for name, text := range map[string]string{page: "# 公告\n放假。\n", filepath.Join(root, "site.toml"): "git = false\n"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := generator.New(generator.Options{Root: root, Theme: themes.Default(), Plain: true, Today: func() kb.Date { return "2026-11-23" }})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	begin := `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"x","version":"1"}}}` + "\n" +
		`{"jsonrpc":"2.0","method":"notifications/initialized"}` + "\n"
	for _, c := range []struct{ name, line, want string }{
		{"no JSON", "GET / HTTP/1.1", `"code":-32700`},
		{"half of it", `{"jsonrpc":"2.0","id":2,`, `"code":-32700`},
		{"two in a line", `{"jsonrpc":"2.0","id":2,"method":"ping"}{"jsonrpc":"2.0","id":3,"method":"ping"}`, `"code":-32700`},
		{"a batch", `[{"jsonrpc":"2.0","id":2,"method":"ping"}]`, `"code":-32600`},
		{"another version", `{"jsonrpc":"1.0","id":2,"method":"ping"}`, `"code":-32600`},
		{"an object for an id", `{"jsonrpc":"2.0","id":{"a":1},"method":"ping"}`, `"code":-32600`},
		{"no method", `{"jsonrpc":"2.0"}`, `"code":-32600`},
		{"too long", `{"jsonrpc":"2.0","id":2,"method":"` + strings.Repeat("x", 2<<20) + `"}`, `"code":-32600`},
		{"a method to write", `{"jsonrpc":"2.0","id":2,"method":"resources/write","params":{"uri":"file://` + page + `"}}`, `"code":-32601`},
		{"a tool to write", `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"write_page","arguments":{"page":"公告.md"}}}`, `"code":-32602`},
		{"a way out of the site", `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"read_page","arguments":{"page":"../../../etc/passwd"}}}`, `"isError":true`},
		{"blanks behind it", `{"jsonrpc":"2.0","id":2,"method":"ping"}  ` + "\r", `"id":2,"result":{}`},
	} {
		got, end := talk(t, b, begin, c.line+"\n\n", `{"jsonrpc":"2.0","id":9,"method":"ping"}`+"\n")
		if end != nil || !strings.Contains(got[1], c.want) || !strings.Contains(got[2], `"id":9,"result":{}`) {
			t.Errorf("%s: answered %.600q, want %s; the server ends with %v", c.name, got, c.want, end)
		}
	}
	if text, err := os.ReadFile(page); err != nil || string(text) != "# 公告\n放假。\n" || len(listed(t, filepath.Dir(page))) != 1 {
		t.Errorf("the content is %q %v", text, err)
	}
}

// talk sends lines to a server, each after the answer to the one before, and closes the
// stream. It gives the answers and the error with which the server ended.
func talk(t *testing.T, b *generator.Builder, lines ...string) (got []string, end error) {
	t.Helper()
	ours, theirs := io.Pipe()
	answers, said := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- b.Assist(t.Context(), ours, said)
		_ = said.Close()
	}()
	read := bufio.NewReader(answers)
	for _, line := range lines {
		if _, err := io.WriteString(theirs, line); err != nil {
			t.Fatal(err)
		}
		answer, err := read.ReadString('\n')
		if err != nil {
			t.Fatalf("no answer to %.80q: %v", line, err)
		}
		got = append(got, answer)
	}
	_ = theirs.Close()
	return got, <-done
}

func listed(t *testing.T, dir string) (names []string) {
	t.Helper()
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		names = append(names, e.Name())
	}
	return names
}
