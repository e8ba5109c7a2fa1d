package config

import (
	"reflect"
	"strings"
	"testing"
)

func TestTheme(t *testing.T) {
	got, diags := Parse(t.Context(), []byte(`[theme]
logo = {light = "图\\标志.svg", dark = "图/标志-反白.PNG"}
favicon = "icon.ico"
accent = " #8A1D5F"
font = "'思源黑体', Inter"
font_files = ["字体/a.woff2", "字体/b-Bold.ttf"]
footer = "© 云杉 · [帮助](https://help.example.com/)"
home = "https://portal.example.com/"
links = [{title = "门户", href = "mailto:it@example.com?subject=x"}, {title = " 常见问题 ", href = "/常见问题/_index.md#登录", place = "footer"}]
`))
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	want := Theme{
		Logo: Beside{"图/标志.svg", 2, 9}, LogoDark: Beside{"图/标志-反白.PNG", 2, 30}, Favicon: Beside{"icon.ico", 3, 1},
		Accent: Accent{"#8A1D5F", 4, 1}, Font: []string{"思源黑体", "Inter"}, FontFiles: []Beside{{"字体/a.woff2", 6, 15}, {"字体/b-Bold.ttf", 6, 29}},
		Footer: Said{"© 云杉 · [帮助](https://help.example.com/)", 7, 1}, Home: ThemeLink{Address: "https://portal.example.com/", Line: 8, Col: 1},
		Links: []ThemeLink{{Title: "门户", Address: "mailto:it@example.com?subject=x", Line: 9, Col: 25}, {Title: "常见问题", Target: "常见问题/_index.md", Frag: "登录", Footer: true, Line: 9, Col: 87}},
	}
	if !reflect.DeepEqual(got.Theme, want) {
		t.Errorf("got  %+v\nwant %+v", got.Theme, want)
	}
}

func TestFaultsOfTheme(t *testing.T) {
	for line, want := range map[string]string{
		`logo = "../logo.svg"`:                                   "CF03.beside",
		`logo = "C:/logo.svg"`:                                   "CF03.beside",
		`logo = "https://example.com/logo.svg"`:                  "CF03.beside",
		`logo = 3`:                                               "CF03.beside",
		`logo = {lihgt = "a.svg"}`:                               "CF01.unknown",
		`logo = "logo.html"`:                                     "CF03.kind",
		`logo = "logo.ico"`:                                      "CF03.kind",
		`favicon = "favicon.jpg"`:                                "CF03.kind",
		`font = ["A"]` + "\n" + `font_files = ["a.svg"]`:         "CF03.kind",
		`font_files = "a.woff2"`:                                 "CF03.nameless-font",
		`font = "a; } body { display: none"`:                     "CF03.font",
		`font = {a = 1}`:                                         "CF02.string",
		`accent = "8a1d5f"`:                                      "CF03.colour-near",
		`accent = "＃8a1d5f"`:                                     "CF03.colour-near",
		`accent = "深红"`:                                          "CF03.colour",
		`accent = "#8a1d5f80"`:                                   "CF03.colour",
		`accent = {dark = "#12"}`:                                "CF03.colour",
		`footer = ["a"]`:                                         "CF02.string",
		`home = "javascript:alert(1)"`:                           "CF03.link",
		`home = "../x.md"`:                                       "CF03.link",
		`home = "https://"`:                                      "CF03.link",
		`links = ["a"]`:                                          "CF02.tables",
		`links = [{href = "https://example.com/"}]`:              "CF03.link-title",
		`links = [{title = "门户"}]`:                               "CF03.link",
		`links = [{title = "a", href = "a.md", place = "left"}]`: "CF03.place",
		`links = [{title = "a", href = "data:text/html,x"}]`:     "CF03.link",
		`links = [{title = "a", href = "vbscript:x"}]`:           "CF03.link",
		`links = [{title = "a", href = "mailto:<x@y.z>"}]`:       "CF03.link",
		`logo_dark = "a.svg"`:                                    "CF01.strange",
	} {
		got, diags := Parse(t.Context(), []byte("[theme]\n"+line))
		if len(diags) != 1 || diags[0].Code != want || diags[0].Pos.Line < 2 || diags[0].Pos.Col < 1 {
			t.Errorf("%s: %+v; want %s", line, diags, want)
		}
		if strings.HasPrefix(want, "CF03") && want != "CF03.place" && (len(got.Theme.Files())+len(got.Theme.Links) > 0 || got.Theme.Accent.Text != "") {
			t.Errorf("%s: used all the same: %+v", line, got.Theme)
		}
	}
}
