package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"milepost/generator"
	"milepost/generator/feedback"
	"milepost/generator/kb"
)

func (a *app) feedbackCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "feedback", Short: a.text("feedback.short")}
	var out string
	senders := false
	imports := &cobra.Command{
		Use: "import FOLDER", Short: a.text("feedback.import.short"), Long: a.text("feedback.import.long"), Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.feedbackImport(args[0], out, senders) },
	}
	imports.Flags().StringVarP(&out, "out", "o", "", a.text("feedback.out"))
	imports.Flags().BoolVar(&senders, "with-sender", false, a.text("feedback.with-sender"))
	imports.Flags().StringVar(&a.today, "today", "", a.text("flag.today"))
	cmd.AddCommand(imports)
	return cmd
}

// feedbackImport makes a new sheet of suggestions from the files in folder. It changes no
// existing file.
func (a *app) feedbackImport(folder, out string, senders bool) error {
	now, err := a.clock()
	if err != nil {
		return err
	}
	if info, err := os.Stat(folder); err != nil {
		return err
	} else if !info.IsDir() {
		return errors.New(a.text("site.notdir", folder))
	}
	today := string(now())
	if out == "" {
		out = freeName(a.text("feedback.file", today))
	}
	ext := strings.ToLower(filepath.Ext(out))
	if ext != ".xlsx" && ext != ".csv" {
		return errors.New(a.text("feedback.ending", out))
	}
	if _, err := os.Lstat(out); err == nil {
		return errors.New(a.text("new.exists", out))
	}
	im := &feedback.Importer{Senders: senders}
	begins, _, _ := strings.Cut(a.text("feedback.file", "{"), "{")
	ids, err := generator.EarlierFeedback(a.ctx, im, filepath.Dir(out), begins)
	if err != nil {
		return err
	}
	if a.findSite() == nil {
		b, e, err := a.edition()
		if err != nil {
			return err
		}
		ids = append(generator.KnownFeedback(im, e.Site), ids...)
		b.Close()
	}
	if err := generator.ReadFeedback(a.ctx, im, folder); err != nil {
		return err
	}
	if err := a.writeFeedback(im, out, ids, today); err != nil {
		return err
	}
	a.sayFeedback(im)
	if len(im.Unread) > 0 {
		return errContent
	}
	return nil
}

// freeName is name, or name-2 and so on if the file exists.
func freeName(name string) string {
	ext := filepath.Ext(name)
	for n, base := 2, strings.TrimSuffix(name, ext); ; n++ {
		if _, err := os.Lstat(name); err != nil {
			return name
		}
		name = fmt.Sprintf("%s-%d%s", base, n, ext)
	}
}

// writeFeedback writes what is new, if anything is. A CSV file holds one table:
// the answers have a file of their own.
func (a *app) writeFeedback(im *feedback.Importer, out string, ids []string, today string) error {
	suggestions, counts, votes := im.Tables(a.lang, ids)
	if len(im.Said) == 0 {
		return nil
	}
	if strings.EqualFold(filepath.Ext(out), ".csv") {
		if len(suggestions.Rows) > 0 {
			if err := a.make(out, feedback.CSV(suggestions)); err != nil {
				return err
			}
		}
		if len(votes.Rows) > 0 {
			return a.make(strings.TrimSuffix(out, filepath.Ext(out))+"-"+votes.Name+".csv", feedback.CSV(votes))
		}
		return nil
	}
	book, err := feedback.Book(a.text("feedback.title", today), a.lang, kb.Date(today), suggestions, counts, votes)
	if err != nil {
		return err
	}
	return a.make(out, book)
}

// sayFeedback says what became of each file.
func (a *app) sayFeedback(im *feedback.Importer) {
	said, votes := 0, 0
	for _, e := range im.Said {
		if e.Text != "" {
			said++
		}
		if e.Vote != "" {
			votes++
		}
	}
	for _, u := range im.Unread {
		a.say("feedback.unread", u.File, a.text("feedback.because."+u.Code, u.Arg))
	}
	for _, l := range im.Left {
		a.say("feedback.left", l.File, a.text("feedback.because."+l.Code, l.Arg))
	}
	a.say("feedback.done", count(im.Files), count(said), count(votes), count(im.Twice), count(len(im.Unread)))
	if im.Attached > 0 {
		a.say("feedback.attached", count(im.Attached))
	}
	if said > 0 {
		a.say("feedback.next")
	}
}
