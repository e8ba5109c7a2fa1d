package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// corpus is pages to measure with: those under $MILEPOST_CORPUS if set, else some of our own making.
func corpus(b *testing.B) (pages [][]byte, bytes int64) {
	dir := os.Getenv("MILEPOST_CORPUS")
	if dir == "" {
		for i := range 50 {
			pages = append(pages, []byte(madePage(i)))
		}
	} else {
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".md") {
				return err
			}
			src, err := os.ReadFile(path)
			pages = append(pages, src)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	for _, p := range pages {
		bytes += int64(len(p))
	}
	return pages, bytes
}

func madePage(n int) string {
	var s strings.Builder
	fmt.Fprintf(&s, "---\ntitle: 第 %d 页\nkind: manual\ntags: [运维, 数据库]\nreviewed: 2026-09-30\n---\n", n)
	for i := range 8 {
		fmt.Fprintf(&s, "## %d. 启停与备份\n\n执行**备份任务：**前先看[监控](监控.md#告警-%d)，磁盘使用率不超过 `80%%`。\n若失败，联系值班工程师\n或查看 ![图](img/%d.png)。\n\n", i, i, i)
		s.WriteString("| 步骤 | 命令 | 负责人 |\n|---|---|--:|\n| 停止 | `systemctl stop crm` | 运维 |\n| 启动 | `systemctl start crm` | 运维 |\n\n1. 第一步\n2. 第二步\n   - 检查日志\n\n")
		s.WriteString("```bash\nfor host in crm-01 crm-02; do\n  ssh \"$host\" sudo systemctl restart crm # 逐台\ndone\n```\n\n")
	}
	return s.String()
}

func BenchmarkParse(b *testing.B) { benchmark(b, Options{}) }

func BenchmarkParseWithoutHighlight(b *testing.B) { benchmark(b, Options{NoHighlight: true}) }

func benchmark(b *testing.B, opt Options) {
	pages, bytes := corpus(b)
	b.SetBytes(bytes)
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range pages {
			Parse(b.Context(), "a.md", p, opt)
		}
	}
}
