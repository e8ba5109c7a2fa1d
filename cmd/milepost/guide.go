package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	sample "milepost"
	"milepost/generator"
	"milepost/generator/config"
	"milepost/generator/kb"
	"milepost/generator/message"
	"milepost/generator/source"
	"milepost/themes"
)

// guideDir is the folder of the user guide in the sample. Its English pages end in
// guideEnglish, and the one of the folder is called index.
const (
	guideDir     = "content/使用指南"
	guideEnglish = "-en.md"
)

func (a *app) guideCommand() *cobra.Command {
	var out, lang string
	cmd := &cobra.Command{
		Use: "guide", Short: a.text("guide.short"), Long: a.text("guide.long"), Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.guide(cmd.Context(), out, lang) },
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", a.text("flag.guide-out"))
	cmd.Flags().StringVar(&lang, "language", "", a.text("flag.guide-language", strings.Join(message.Languages, ", ")))
	return cmd
}

// guide serves the built-in user guide on a free port, for this machine only, or writes
// it as a site.
func (a *app) guide(ctx context.Context, out, lang string) error {
	if lang == "" {
		lang = a.lang
	}
	if !slices.Contains(message.Languages, lang) {
		return errors.New(a.text("new.site.language", lang, strings.Join(message.Languages, ", ")))
	}
	root, err := os.MkdirTemp("", "milepost-guide-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(root)
	start, err := writeGuide(root, lang, a.catalog.Text(lang, "guide.title"))
	if err != nil {
		return err
	}
	b, err := generator.New(generator.Options{Root: root, Theme: themes.Default(), Version: program(), Today: func() kb.Date { return sample.Day }, Progress: a.progress})
	if err != nil {
		return err
	}
	defer b.Close()
	e, err := b.Rebuild(ctx, source.Hint{All: true})
	if err != nil {
		return err
	}
	if out != "" {
		return a.guideOut(ctx, b, e, out, start)
	}
	listener, err := a.listen("127.0.0.1:0")
	if err != nil {
		return err
	}
	defer listener.Close()
	a.drains.Store(true)
	site := b.Serve(generator.ServeOptions{Lang: lang, Failed: func(err error) { a.say("serve.search", a.words(err)) }, WrongHost: a.text("serve.host")})
	if err := site.Show(e); err != nil {
		return err
	}
	a.say("guide.ready", "http://"+listener.Addr().String()+"/"+start)
	return site.Serve(ctx, listener)
}

func (a *app) guideOut(ctx context.Context, b *generator.Builder, e *generator.Edition, out, start string) error {
	pub, err := b.Publisher(out, generator.PublishOptions{Shrink: true})
	if err != nil {
		return err
	}
	defer pub.Close()
	res, err := pub.Publish(ctx, e)
	if err == nil {
		a.say("guide.done", count(len(e.Site.Pages)), filepath.Join(out, filepath.FromSlash(start)), count(res.Written))
	}
	return err
}

// writeGuide writes the sources of the guide and returns the address of its first page.
// In Chinese it is part of the sample site that it explains; in English it is a site of
// its own, because the sample is in Chinese.
func writeGuide(root, lang, title string) (start string, err error) {
	settings := "title = \"" + title + "\"\nlanguage = \"" + lang + "\"\ngit = false\n"
	if lang != message.Languages[0] {
		pages, err := englishGuide()
		if err != nil {
			return "", err
		}
		pages[config.File] = []byte(settings)
		for name, src := range pages {
			if err := create(filepath.Join(root, filepath.FromSlash(name)), src); err != nil {
				return "", err
			}
		}
		return "index.html", nil
	}
	files, err := sampleFiles()
	if err != nil {
		return "", err
	}
	for _, f := range files {
		if f.Path == config.File {
			f.Data = ownTitle.ReplaceAll(f.Data, []byte("title = \""+title+"\"\ngit = false\n"))
		}
		if err := create(filepath.Join(root, filepath.FromSlash(f.Path)), f.Data); err != nil {
			return "", err
		}
	}
	return path.Base(guideDir) + "/index.html", nil
}

// ownTitle finds the title line of the sample's settings; the guide has its own title.
var ownTitle = regexp.MustCompile(`(?m)^title = .*\n`)

// inChinese finds the links from an English page to the Chinese ones, which the English
// site does not have.
var inChinese = regexp.MustCompile(`\s*中文：\[[^\]]*\]\([^)]*\)(?:、\[[^\]]*\]\([^)]*\))*。?`)

// inSample finds front matter lines with people and tags of the sample.
var inSample = regexp.MustCompile(`(?m)^(owner|deputy|tags): .*\n`)

// englishGuide is the English pages of the guide, the first one as the home page,
// and the pictures beside the content.
func englishGuide() (map[string][]byte, error) {
	pages := map[string][]byte{}
	names, err := fs.Glob(sample.Sample, guideDir+"/*"+guideEnglish)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		src, err := fs.ReadFile(sample.Sample, name)
		if err != nil {
			return nil, err
		}
		to := path.Base(name)
		if to == "index"+guideEnglish {
			to = "_index.md"
		}
		src = inSample.ReplaceAll(inChinese.ReplaceAll(src, nil), nil)
		pages["content/"+to] = []byte(strings.ReplaceAll(string(src), "index"+guideEnglish, "_index.md"))
	}
	return pages, nil
}
