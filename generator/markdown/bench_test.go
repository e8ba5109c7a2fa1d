package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// corpus gives pages to measure with, and their size: those in the folder $MILEPOST_CORPUS
// or, if that is not set, pages that we make.
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

// BenchmarkDialects measures what the dialects of other generators cost pages that use none. Both parsers read the
// same pages in turn. The fastest rounds are compared, since a busy machine makes rounds slower, never faster.
func BenchmarkDialects(b *testing.B) {
	pages, _ := corpus(b)
	read := func(p parser.Parser) time.Duration {
		begun := time.Now()
		for _, src := range pages {
			used := &budget{ctx: b.Context()}
			p.Parse(lines{text.NewReader(src), used}, parser.WithContext(newContext(used)))
		}
		return time.Since(begun)
	}
	all, plain := converter(), withoutDialects()
	read(all)
	read(plain)
	with, without := time.Hour, time.Hour
	for b.Loop() {
		with, without = min(with, read(all)), min(without, read(plain))
	}
	b.ReportMetric(float64((with-without).Microseconds())/float64(len(pages)), "extra-µs/page")
	b.ReportMetric(100*float64(with-without)/float64(without), "extra-%-of-parsing")
}

// withoutDialects is a parser of CommonMark, GFM, footnotes, definition lists and attributes alone.
func withoutDialects() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(extension.NewDefinitionListParser(), 101),
			util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(bounded{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(fences{parser.NewFencedCodeBlockParser()}, 700),
			util.Prioritized(bounded{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewHTMLBlockParser(), 900),
			util.Prioritized(bounded{extension.NewFootnoteBlockParser()}, 999),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(halted{parser.NewCodeSpanParser()}, 100),
			util.Prioritized(extension.NewFootnoteParser(), 101),
			util.Prioritized(halted{boundedLinks{parser.NewLinkParser()}}, 200),
			util.Prioritized(halted{parser.NewAutoLinkParser()}, 300),
			util.Prioritized(parser.NewRawHTMLParser(), 400),
			util.Prioritized(halted{emphasisParser{}}, 500),
			util.Prioritized(halted{strikeParser{}}, 500),
			util.Prioritized(extension.NewLinkifyParser(), 999),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(references{parser.LinkReferenceParagraphTransformer}, 100),
			util.Prioritized(newTables(), 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
			util.Prioritized(idleFootnotes{}, 998),
			util.Prioritized(extension.NewFootnoteASTTransformer(), 999),
		),
		parser.WithAttribute(),
	)
}
