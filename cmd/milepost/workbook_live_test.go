package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// shareOf is the sample's plan with another cell instead of the complete share of the phase 推广.
func shareOf(t *testing.T, cell string) []byte { return patched(t, share, cell) }

func halfOf(t *testing.T) []byte {
	whole, err := os.ReadFile(filepath.Join("../..", plan))
	if err != nil {
		t.Fatal(err)
	}
	return whole[:len(whole)/2]
}

func encryptedPlan(t *testing.T) []byte {
	f, err := excelize.OpenFile(filepath.Join("../..", plan))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b bytes.Buffer
	if err := f.Write(&b, excelize.Options{Password: "春风"}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// replace writes a new file in place of an old one and keeps its time: pages that show the
// time must be the same again when the old content is back.
func (s *liveSite) replace(name string, b []byte) {
	s.t.Helper()
	at := filepath.Join(s.dir, name)
	was, err := os.Stat(at)
	if err != nil {
		s.t.Fatal(err)
	}
	beside := filepath.Join(s.dir, "beside")
	s.write("beside", b)
	if err := os.Chtimes(beside, was.ModTime(), was.ModTime()); err != nil {
		s.t.Fatal(err)
	}
	if err := os.Rename(beside, at); err != nil {
		s.t.Fatal(err)
	}
}

// reading lists texts that a page must show, and texts that it must not show.
type reading struct {
	holds []string
	lacks []string
}

var mailAddress = regexp.MustCompile(`href="mailto:[^"]*"`)

// A good workbook is replaced by bad ones of each kind. The pages keep the values or leave them
// out, and messages name the cell and what to do. After the file is mended, all is as before,
// without a restart.
func TestServeSurvivesBadWorkbooks(t *testing.T) {
	const (
		bookPage = "数据/项目进度.xlsx.html"
		kept     = `class="kept"`
	)
	keeps := func(message, mend string) map[string]reading {
		return map[string]reading{
			bookPage:           {[]string{"77%", "沿用旧数据", kept, message, mend}, nil},
			"index.html":       {[]string{"77%", kept, "1</b> 错误"}, nil},
			"data-status.html": {[]string{"沿用旧数据", message, mend, "项目经理"}, nil},
		}
	}
	omits := func(shown, message, mend string) map[string]reading {
		return map[string]reading{
			bookPage:           {[]string{"有错误", "I16", message, mend, `<span class="fault">` + shown + " <small>"}, []string{"沿用旧数据", "77%"}},
			"index.html":       {[]string{"读不出来", "1</b> 错误"}, []string{"沿用旧数据", "推广</b> <span>", "77%", "9200%"}},
			"data-status.html": {[]string{"有错误", "I16", message, mend}, []string{"沿用旧数据"}},
		}
	}
	cases := []struct {
		name  string
		book  []byte
		rule  string
		place []string
		pages map[string]reading
	}{
		{"half copied", halfOf(t), "SH01", nil, keeps("文件不完整", "复制完成后会自动重读")},
		{"encrypted", encryptedPlan(t), "SH01", nil, keeps("文件有打开密码", "清空密码")},
		{"broken reference", shareOf(t, `<c r="I16" s="5" t="e"><f>#REF!*2</f><v>#REF!</v></c>`), "SH04", []string{"[阶段]", "I16"}, omits("#REF!", "显示为 #REF!", "改正公式")},
		{"92 for 0.92", shareOf(t, `<c r="I16"><v>92</v></c>`), "SH09", []string{"[阶段]", "I16"}, omits("92", "“92”与旁边其他数的口径不一致（是否指 92%？）", "请统一写成百分数")},
		{"9200%", shareOf(t, `<c r="I16" s="5"><v>92</v></c>`), "SH09", []string{"[阶段]", "I16"}, omits("9200%", "“9200%”与旁边其他数的口径不一致（是否指 92%？）", "请统一写成百分数")},
	}

	s := serveSample(t)
	next := s.listen("index.html")
	first := next("the page has a key", func(e told) bool { return e.Key != "" })
	before := map[string]string{}
	for _, p := range []string{bookPage, "index.html", "data-status.html"} {
		_, before[p] = s.get(p)
	}
	sound, err := os.ReadFile(filepath.Join("../..", plan))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		s.replace(plan, c.book)
		next(c.name+" is named", func(e told) bool { return e.names(append([]string{c.rule, "项目进度.xlsx"}, c.place...)...) })
		for p, want := range c.pages {
			code, body := s.get(p)
			body = mailAddress.ReplaceAllString(body, "") // a digest in it may look like any figure
			if code != 200 {
				t.Errorf("%s: %s answers %d", c.name, p, code)
			}
			for _, w := range want.holds {
				if !strings.Contains(body, w) {
					t.Errorf("%s: %s does not hold %q", c.name, p, w)
				}
			}
			for _, w := range want.lacks {
				if strings.Contains(body, w) {
					t.Errorf("%s: %s holds %q", c.name, p, w)
				}
			}
		}
		s.replace(plan, sound)
		next(c.name+" is mended", func(e told) bool {
			return e.Key == first.Key && !e.names("项目进度.xlsx", "SH0") && !e.names("项目进度.xlsx", "SH9")
		})
		for p, was := range before {
			if _, now := s.get(p); now != was {
				t.Errorf("%s: mended, %s is not what it was", c.name, p)
			}
		}
	}
}
