package fields

import (
	"fmt"
	"strings"
	"testing"

	"milepost/bench/toll"
)

// dump writes a tree, a line for each value: position, key, kind, text.
func dump(v Value) string {
	var b strings.Builder
	var walk func(v Value, depth int)
	walk = func(v Value, depth int) {
		fmt.Fprintf(&b, "%s%d:%d %s %s %q\n", strings.Repeat("  ", depth), v.Line, v.Col, v.Key, v.Kind, v.Text)
		for _, item := range v.Items {
			walk(item, depth+1)
		}
	}
	for _, item := range v.Items {
		walk(item, 0)
	}
	return b.String()
}

func problems(ps []Problem) string {
	var b strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&b, "%d:%d %s %s\n", p.Line, p.Col, p.Code, p.Arg)
	}
	return b.String()
}

var tomlCases = []struct{ name, src, tree, problems string }{
	{"scalars", "a = 1\nb = \"x\"\nc = true\nd = 2026-09-30\ne = 1.10\nf = 1_000\ng = 0x10\nh = 2026-09-30 07:32:00\ni = 07:32:00\n",
		"1:1 a number \"1\"\n2:1 b string \"x\"\n3:1 c bool \"true\"\n4:1 d date \"2026-09-30\"\n5:1 e number \"1.10\"\n6:1 f number \"1000\"\n7:1 g number \"16\"\n8:1 h date \"2026-09-30\"\n9:1 i string \"07:32:00\"\n", ""},
	{"tables", "[sections]\n\"运维手册\" = \"manual\"\n[[data.series]]\nname='a'\n[[data.series]]\nname='b'\n[data.limits]\nrows=5 # five\n",
		"1:2 sections table \"\"\n  2:1 运维手册 string \"manual\"\n3:3 data table \"\"\n  3:8 series list \"\"\n    3:8  table \"\"\n      4:1 name string \"a\"\n    5:8  table \"\"\n      6:1 name string \"b\"\n  7:7 limits table \"\"\n    8:1 rows number \"5\"\n", ""},
	{"inline and dotted", "a.b.\"丙\" = {x = 1, y = [1, {z = 'q'}]}\na.c = [\n  'one', # first\n  '二',\n]\n",
		"1:1 a table \"\"\n  1:3 b table \"\"\n    1:5 丙 table \"\"\n      1:12 x number \"1\"\n      1:19 y list \"\"\n        1:24  number \"1\"\n        1:27  table \"\"\n          1:28 z string \"q\"\n  2:3 c list \"\"\n    3:3  string \"one\"\n    4:3  string \"二\"\n", ""},
	{"multi-line text", "a = \"\"\"\none\n[x]\n\"\"\"\nb = '''\nk = 1'''\nc = 1\r\n",
		"1:1 a string \"one\\n[x]\\n\"\n5:1 b string \"k = 1\"\n7:1 c number \"1\"\n", ""},
	{"all problems in one go", "title = 运维\n系统（新） = 'CRM'\nowner = 'a\ntags = ['a',\nkind = 'faq'\nkind = 'manual'\nreviewed = 2026-02-30\nweight = 3\n",
		"5:1 kind string \"faq\"\n8:1 weight number \"3\"\n",
		"2:1 key 系统（新）\n3:1 unclosed owner\n4:1 unclosed tags\n1:9 text title\n6:1 duplicate kind\n7:12 date reviewed\n"},
	{"bare keys in any letters", "[rules.PH01]\n推广 = ['3m', '6m'] # how long\n试点.天 = 5\na = {职责=1, b=二}\n[运维.手册]\nключ_1 = 'x'\n",
		"1:2 rules table \"\"\n  1:8 PH01 table \"\"\n    2:1 推广 list \"\"\n      2:7  string \"3m\"\n      2:13  string \"6m\"\n    3:1 试点 table \"\"\n      3:4 天 number \"5\"\n5:2 运维 table \"\"\n  5:5 手册 table \"\"\n    6:1 ключ_1 string \"x\"\n",
		"4:14 text rules.PH01.a.b\n"},
	{"a fault behind a bare key", "试点.天 = 5x\n推广 = 2026-02-30\n推广 = 1\n推广 = 2\n", "3:1 推广 number \"1\"\n", "1:9 syntax expected a top-level item to end with a newline, comment, or EOF, but got 'x' instead\n2:6 date 推广\n4:1 duplicate \"推广\"\n"},
	{"byte order mark", "\uFEFFa = 1\n", "1:1 a number \"1\"\n", ""},
	{"not UTF-8", "a = 'x\xff'\n", "1:1 a string \"x\uFFFD\"\n", "1:7 encoding \n"},
	{"too deep", strings.Repeat("a=[", 5000), "", "1:1 large \n"},
	{"empty", "", "", ""},
}

func TestTOML(t *testing.T) {
	for _, c := range tomlCases {
		t.Run(c.name, func(t *testing.T) {
			v, ps := TOML(t.Context(), []byte(c.src))
			if got := dump(v); got != c.tree {
				t.Errorf("tree\n%s\nwant\n%s", got, c.tree)
			}
			if got := problems(ps); got != c.problems {
				t.Errorf("problems\n%s\nwant\n%s", got, c.problems)
			}
		})
	}
}

var yamlCases = []struct{ name, src, tree, problems string }{
	{"scalars", "a: 1\nb: x y\nc: true\nd: 2026-09-30\ne: 1.10\nf: \"2026-09-30\"\ng: 2026-09-30T07:32:00Z\nh:\ni: 007\nj: |\n  one\n  two\n",
		"1:1 a number \"1\"\n2:1 b string \"x y\"\n3:1 c bool \"true\"\n4:1 d date \"2026-09-30\"\n5:1 e number \"1.10\"\n6:1 f string \"2026-09-30\"\n7:1 g date \"2026-09-30\"\n8:1 h string \"\"\n9:1 i number \"007\"\n10:1 j string \"one\\ntwo\\n\"\n", ""},
	{"lists and tables", "tags: [a, 乙]\n标签:\n  - 一\n  - k: v\nm: {x: 1}\n",
		"1:1 tags list \"\"\n  1:8  string \"a\"\n  1:11  string \"乙\"\n2:1 标签 list \"\"\n  3:5  string \"一\"\n  4:5  table \"\"\n    4:5 k string \"v\"\n5:1 m table \"\"\n  5:5 x number \"1\"\n", ""},
	{"duplicate", "a: 1\na: 2\nb: 3\n", "1:1 a number \"1\"\n3:1 b number \"3\"\n", "2:1 duplicate a\n"},
	{"broken line", "title: a: b\nowner: x\n", "2:1 owner string \"x\"\n", "1:8 text \n"},
	{"aliases", "a: &x [1]\nb: *x\nc: *y\n", "1:1 a list \"\"\n  1:8  number \"1\"\n2:1 b list \"\"\n  1:8  number \"1\"\n3:1 c string \"\"\n", "3:4 alias y\n"},
	{"merge", "base: &b {k: 1, l: 2}\nm:\n  <<: *b\n  n: 2\n", "1:1 base table \"\"\n  1:11 k number \"1\"\n  1:17 l number \"2\"\n2:1 m table \"\"\n  1:11 k number \"1\"\n  1:17 l number \"2\"\n  4:3 n number \"2\"\n", ""},
	{"not settings", "just words\n", "", "1:1 syntax \n"},
	{"windows line ends", "a: 1\r\nb: x\r\n", "1:1 a number \"1\"\n2:1 b string \"x\"\n", ""},
	{"empty", "", "", ""},
	{"comment only", "# nothing\n", "", ""},
	{"merge of two", "a: &a {x: 1}\nb: &b {x: 2, y: 3}\nm:\n  <<: [*a, *b]\n  z: 4\n",
		"1:1 a table \"\"\n  1:8 x number \"1\"\n2:1 b table \"\"\n  2:8 x number \"2\"\n  2:14 y number \"3\"\n3:1 m table \"\"\n  1:8 x number \"1\"\n  2:14 y number \"3\"\n  5:3 z number \"4\"\n", ""},
	{"merge of what is no mapping", "m:\n  <<: 5\n  z: 6\nn:\n  <<: *x\n  z: 7\n", "1:1 m table \"\"\n  3:3 z number \"6\"\n4:1 n table \"\"\n  6:3 z number \"7\"\n", "2:3 syntax <<\n5:7 alias x\n"},
	{"merge before own", "base: &b\n  x: 1\n  y: 2\nc:\n  <<: *b\n  x: 3\n", "1:1 base table \"\"\n  2:3 x number \"1\"\n  3:3 y number \"2\"\n4:1 c table \"\"\n  3:3 y number \"2\"\n  6:3 x number \"3\"\n", ""},
}

func TestYAML(t *testing.T) {
	for _, c := range yamlCases {
		t.Run(c.name, func(t *testing.T) {
			v, ps := YAML(t.Context(), []byte(c.src))
			if got := dump(v); got != c.tree {
				t.Errorf("tree\n%s\nwant\n%s", got, c.tree)
			}
			if got := problems(ps); got != c.problems {
				t.Errorf("problems\n%s\nwant\n%s", got, c.problems)
			}
		})
	}
}

// A small file whose references would unfold into 10^9 values is read only in part.
func TestYAMLBillionLaughs(t *testing.T) {
	var b strings.Builder
	b.WriteString("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n")
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i-1), 10), ","))
	}
	_, ps := YAML(t.Context(), []byte(b.String()))
	if len(ps) != 1 || ps[0].Code != "large" {
		t.Errorf("problems %v, want one about size", ps)
	}
}

// The parser's work grows with the square of the keys, quotation marks and bytes. Sources
// with so many that it would take long are refused.
func TestYAMLManyKeys(t *testing.T) {
	many := strings.Repeat("a:\n", maxKeys+1)
	for name, src := range map[string]string{
		"quotation marks": strings.Repeat("@\t\"", maxQuotes+1),
		"bytes":           strings.Repeat("- {a: b}\n", maxWhole/9+1),
	} {
		if _, ps := YAML(t.Context(), []byte(src)); len(ps) != 1 || ps[0].Code != "large" {
			t.Errorf("too many %s: %v", name, ps)
		}
	}
	if _, ps := YAML(t.Context(), []byte(many)); len(ps) != 1 || ps[0].Code != "large" || ps[0].Line != maxKeys+1 {
		t.Errorf("problems %v, want one about size in line %d", ps, maxKeys+1)
	}
	toll.Check(t, []byte("9:\n"), func(b []byte) { YAML(t.Context(), b) })
	list := "list:\n" + strings.Repeat("  - a: b\n", 2*maxKeys) // each a table of its own
	if v, ps := YAML(t.Context(), []byte(list+"flow: [x]\n")); len(ps) != 0 {
		t.Errorf("problems %v in a long list", ps)
	} else if l, _ := v.Get("list"); len(l.Items) != 2*maxKeys {
		t.Errorf("%d items, want %d", len(l.Items), 2*maxKeys)
	}
}

func TestGetAndStrings(t *testing.T) {
	v, _ := TOML(t.Context(), []byte("a = ['x', 2]\nb = 'y'\nc = {}\n"))
	for key, want := range map[string]string{"a": "[x 2]", "b": "[y]", "c": "[]", "d": "[]"} {
		m, ok := v.Get(key)
		if !ok {
			m.Kind = Table
		}
		if got := fmt.Sprint(m.Strings()); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
}

// checkPositions fails if a position lies outside of the source.
func checkPositions(t *testing.T, src []byte, v Value, ps []Problem) {
	lines := 1 + strings.Count(string(src), "\n")
	for _, p := range ps {
		if p.Line < 1 || p.Line > lines || p.Col < 1 || p.Code == "" {
			t.Errorf("problem %+v in %d lines", p, lines)
		}
	}
	for _, item := range v.Items {
		if item.Line < 1 || item.Line > lines || item.Col < 1 {
			t.Errorf("value %+v in %d lines", item, lines)
		}
		checkPositions(t, src, item, nil)
	}
}

func FuzzTOML(f *testing.F) {
	for _, c := range tomlCases {
		f.Add([]byte(c.src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		v, ps := TOML(t.Context(), src)
		checkPositions(t, src, v, ps)
		toll.Check(t, src, func(b []byte) { TOML(t.Context(), b) })
	})
}

// plainCases are plain front matter, which nearly all pages have, and behind the first two
// sources that look almost like it.
var plainCases = []string{
	"title: \"应急预案：备份 840\"\nweight: 41\nowner: 数据库管理员\nreviewed: 2024-06-24\nreview_in: 12 months\ntags: [\"性能调优\", \"接口网关\"]\n",
	"a: 90d\nb: 3个月\nc: 'x #y: z'\n\nd: [甲, b c, 7, 2026-01-02]\ne: Wi-Fi (v1.2)/x_y 是、否。\n",
	"a: 012\n", "a: 0\n", "a: 1e3\n", "a: 0x1f\n", "a: True\n", "a: null\n", "a: NaN\n", "a: x # y\n", "a: x:\n", "a: [x,y]\n", "a: [x, ]\n",
	"a: 2026-02-30\n", "a: 2026-09-30 x\n", "a: \"x\" y\n", "a: x\n  y\n", "a: \"x\\ty\"\n", "a: x \n", "a:  x\n", "a: x\nb:\n", "a: [[x]]\n", "a: [x: y]\n",
	"a: ---\n", "a: x\n---\nb: y\n", "a: x\n...\n", "a: y\n", "a: \"\"\n", "a: ''\n", "a: ['']\n", "y: 1\n", "a: 123456789012\n", "a: x\ty\n", "a: (x)\n", "a: 1 2\n",
}

func TestPlainYAML(t *testing.T) {
	for i, src := range plainCases {
		if _, ok := plainYAML(src); !ok && i < 2 {
			t.Errorf("%q is not read in the plain way", src)
		}
		comparePlain(t, src)
	}
}

// comparePlain fails if plainYAML reads a source differently from the parser.
func comparePlain(t *testing.T, src string) {
	s, problems, ok := clean([]byte(src))
	if !ok {
		return
	}
	plain, ok := plainYAML(s)
	if !ok {
		return
	}
	whole, found := wholeYAML(t.Context(), s, problems)
	if got, want := dump(plain), dump(whole); got != want || len(found) > len(problems) {
		t.Errorf("%q is read as\n%s, by the parser as\n%s%v", src, got, want, found)
	}
}

func FuzzYAML(f *testing.F) {
	for _, c := range yamlCases {
		f.Add([]byte(c.src))
	}
	for _, src := range plainCases {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		v, ps := YAML(t.Context(), src)
		checkPositions(t, src, v, ps)
		comparePlain(t, string(src))
		toll.Check(t, src, func(b []byte) { YAML(t.Context(), b) })
	})
}
