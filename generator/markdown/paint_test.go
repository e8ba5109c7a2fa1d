package markdown

import (
	"context"
	"html"
	"regexp"
	"strings"
	"testing"

	"milepost/bench/toll"
)

// paint writes the HTML of a listing with its spans as «class text».
func paint(lang, code string) string {
	p := Parse(context.Background(), "a.md", []byte("```"+lang+"\n"+code+"\n```\n"), Options{})
	s := htmlOf(p)[0]
	s = s[strings.Index(s, "<code"):strings.Index(s, "</code>")]
	s = s[strings.Index(s, ">")+1:]
	s = regexp.MustCompile(`<span class="([a-z]+)">`).ReplaceAllString(s, "«$1 ")
	return strings.TrimSuffix(html.UnescapeString(strings.ReplaceAll(s, "</span>", "»")), "\n")
}

func TestPaint(t *testing.T) {
	for _, c := range []struct{ name, lang, code, want string }{
		{"shell", "bash", "for h in a; do # c\n  ssh \"$h\" ls -l --all ${X:-1} $? 'a'\ndone", "«k for» h «k in» a; «k do» «c # c»\n  «nb ssh» «s \"$h\"» «nb ls» «na -l» «na --all» «nv ${X:-1}» «nv $?» «s 'a'»\n«k done»"},
		{"terminal", "console", "$ ls -l\nfile ls\nroot@crm-01:~# cat x\nmysql> SELECT", "«gp $ »«nb ls» «na -l»\nfile ls\n«gp root@crm-01:~# »«nb cat» x\n«gp mysql> »SELECT"},
		{"sql", "sql", "SELECT COUNT(*) FROM t WHERE a >= '2026-01-01' -- 注\nLIMIT 10;", "«k SELECT» «nf COUNT»(*) «k FROM» t «k WHERE» a >= «s '2026-01-01'» «c -- 注»\n«k LIMIT» «m 10»;"},
		{"go", "go", "func main() { s := `a\nb`; x.Run(0x1F, nil) } /* c */", "«k func» «nf main»() { s := «s `a\nb`»; x.«nf Run»(«m 0x1F», «kc nil») } «c /* c */»"},
		{"java", "java", "@Override public class Foo { String s = \"a\\\"b\"; }", "«na @Override» «k public» «k class» «nc Foo» { «kt String» s = «s \"a\\\"b\"»; }"},
		{"python", "python", "def f(x):\n    \"\"\"doc\n    \"\"\"\n    return None  # 注释", "«k def» «nf f»(x):\n    «s \"\"\"doc\n    \"\"\"»\n    «k return» «kc None»  «c # 注释»"},
		{"yaml", "yaml", "a: 1 # c\nlist:\n  - b: \"x\" \n  - c: true\ntext: |\n  any: thing\nurl: http://x#y\n中文: 值", "«nt a»: «m 1» «c # c»\n«nt list»:\n  - «nt b»: «s \"x\"» \n  - «nt c»: «kc true»\n«nt text»: |\n  «s any: thing»\n«nt url»: http://x#y\n«nt 中文»: 值"},
		{"json", "json", "{\"a\": [1.5, \"b\", null]}", "{«nt \"a\"»: [«m 1.5», «s \"b\"», «kc null»]}"},
		{"toml", "toml", "[a.b]\nkey = \"v\" # c\n# d\nn = 1\nm = '''\n[x]\n'''\nz = true", "«nc [a.b]»\n«na key» = «s \"v\"» «c # c»\n«c # d»\n«na n» = «m 1»\n«na m» = «s '''\n[x]\n'''»\n«na z» = «kc true»"},
		{"properties", "properties", "server.port=8080\n! c\nlog: a", "«na server.port»=«m 8080»\n«c ! c»\n«na log»: a"},
		{"xml", "xml", "<?xml v?><!-- c --><a b=\"1\" c='x>y'>t &amp; <d/></a>", "«cp <?xml v?>»«c <!-- c -->»<«nt a» «na b»=«s \"1\"» «na c»=«s 'x>y'»>t &amp; <«nt d»/><«nt /a»>"},
		{"diff", "diff", "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n z", "«c --- a»\n«c +++ b»\n«gh @@ -1 +1 @@»\n«gd -x»\n«gi +y»\n z"},
		{"unclosed", "go", "x := \"a\ny := /* b", "x := «s \"a»\ny := «c /* b\n»"},
		{"c", "c", "#include <a.h>\nint main(void) { return 0; }", "«cp #include <a.h>»\n«kt int» «nf main»(«kt void») { «k return» «m 0»; }"},
		{"by chroma", "swift", "let x = 1", "«k let» «nv x» = «m 1»"},
		{"no language", "nosuch", "let x", "let x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := paint(c.lang, c.code); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

// Highlighting changes no text, whatever the code is.
func FuzzHighlight(f *testing.F) {
	for _, lang := range []string{"bash", "sql", "go", "yaml", "toml", "xml", "diff", "console", "json", "python", "css"} {
		f.Add(lang, "a: \"b\" # c\n[x]\n$ ls 'x\n<a b=\"c\">\n+ @@\n")
	}
	f.Fuzz(func(t *testing.T, lang, code string) {
		l := languages()[lang]
		if l == nil {
			return
		}
		code = string(decode("a", []byte(code)).text) // as it would be in a page
		var r *renderer
		scan := func(src []byte) {
			r = &renderer{draft: new(draft), page: newPage()}
			p := painter{r: r, src: src}
			l.scan(&p, l)
			p.span("", len(src))
		}
		toll.Check(t, []byte(code), scan)
		scan([]byte(code))
		got := regexp.MustCompile(`</?span[^>]*>`).ReplaceAllString(r.out.String(), "")
		if html.UnescapeString(got) != html.UnescapeString(html.EscapeString(code)) {
			t.Errorf("%s: got %q, want %q", lang, got, code)
		}
	})
}
