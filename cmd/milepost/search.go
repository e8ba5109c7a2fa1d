package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"milepost/generator"
	"milepost/generator/ask"
	"milepost/generator/source"
)

// searching is what the flags of search say.
type searching struct {
	ask.Options
	site, eval, min string
	json            bool
}

func (a *app) searchCommand() *cobra.Command {
	var s searching
	cmd := &cobra.Command{
		Use: "search [QUERY]", Short: a.text("search.short"), Long: a.text("search.long"), Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.search(s, strings.Join(args, "")) },
	}
	f := cmd.Flags()
	f.IntVar(&s.Limit, "limit", 10, a.text("search.flag.limit"))
	f.StringVar(&s.Kind, "kind", "", a.text("search.flag.kind"))
	f.StringVar(&s.Section, "section", "", a.text("search.flag.section"))
	f.StringVar(&s.Tag, "tag", "", a.text("search.flag.tag"))
	f.StringVar(&s.Owner, "owner", "", a.text("search.flag.owner"))
	f.StringVar(&s.site, "site", "", a.text("search.flag.site"))
	f.StringVar(&s.eval, "eval", "", a.text("search.flag.eval"))
	f.StringVar(&s.min, "min", "", a.text("search.flag.min"))
	f.BoolVar(&s.json, "json", false, a.text("flag.json"))
	f.StringVar(&a.today, "today", "", a.text("flag.today"))
	return cmd
}

// search answers one query, or scores a list of them.
func (a *app) search(s searching, query string) error {
	if (strings.TrimSpace(query) == "") == (s.eval == "") {
		return errors.New(a.text("search.what"))
	}
	least, err := a.share(s.min)
	if err != nil {
		return err
	}
	engine, exists, err := a.asker(s.site)
	if errors.Is(err, generator.ErrNoSearch) {
		return errors.New(a.text("search.off"))
	}
	if err != nil {
		return err
	}
	defer engine.Close()
	if s.eval != "" {
		return a.evaluate(engine, exists, s, least)
	}
	answer, err := engine.Search(query, s.Options)
	if err != nil {
		return err
	}
	if s.json {
		return a.printJSON(answer)
	}
	a.printAnswer(answer)
	return nil
}

// share reads what --min says: 0.85 or 85%.
func (a *app) share(said string) (float64, error) {
	if said == "" {
		return 0, nil
	}
	number, percent := strings.CutSuffix(said, "%")
	v, err := strconv.ParseFloat(number, 64)
	if percent {
		v /= 100
	}
	if err != nil || v < 0 || v > 1 {
		return 0, errors.New(a.text("search.min.bad", said))
	}
	return v, nil
}

// asker is the search of a published folder, or of the content in -C if folder is "", and
// a function that tells whether a page exists.
func (a *app) asker(folder string) (*ask.Engine, func(page string) bool, error) {
	if folder != "" {
		today, err := a.clock()
		if err != nil {
			return nil, nil, err
		}
		engine, err := generator.PublishedAsker(folder, today())
		return engine, func(page string) bool {
			_, err := os.Stat(filepath.Join(folder, filepath.FromSlash(page)))
			return err == nil
		}, err
	}
	thrift()
	b, err := a.open(generator.Options{Plain: true, Progress: a.progress})
	if err != nil {
		return nil, nil, err
	}
	defer b.Close()
	e, err := b.Rebuild(a.ctx, source.Hint{All: true})
	if err != nil {
		return nil, nil, err
	}
	engine, err := b.Asker(e)
	pages := map[string]bool{}
	for i := range e.Plan.Outputs {
		pages[e.Plan.Outputs[i].Path] = true
	}
	return engine, func(page string) bool { return pages[page] }, err
}

func (a *app) printJSON(v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// printAnswer prints each hit with its address and an excerpt.
func (a *app) printAnswer(r ask.Answer) {
	if r.Suggest != "" {
		fmt.Fprintln(a.out, a.text("search.suggest", r.Suggest))
	}
	if len(r.Via) > 0 {
		fmt.Fprintln(a.out, a.text("search.via", strings.Join(r.Via[:min(4, len(r.Via))], a.text("list"))))
	}
	if len(r.Hits) == 0 {
		fmt.Fprintln(a.out, a.text("search.none", r.Query))
		return
	}
	if r.Partial {
		fmt.Fprintln(a.out, a.text("search.partial"))
	} else {
		fmt.Fprintln(a.out, a.text("search.total", strconv.Itoa(r.Total)))
	}
	for i, h := range r.Hits {
		fmt.Fprintf(a.out, "\n%d. %s\n   %s\n", i+1, hitTitle(h), addressOf(h))
		if text := strings.Join(strings.Fields(h.Text), " "); text != "" {
			fmt.Fprintf(a.out, "   %s\n", text)
		}
	}
}

func hitTitle(h ask.Hit) string {
	if h.Heading == h.Title || h.Heading == "" {
		return h.Title
	}
	return h.Title + " › " + h.Heading
}

func addressOf(h ask.Hit) string {
	if h.Anchor == "" {
		return h.Path
	}
	return h.Path + "#" + h.Anchor
}

// evaluate scores a list of questions. If the share of right answers is below least, it
// returns errContent.
func (a *app) evaluate(engine *ask.Engine, exists func(string) bool, s searching, least float64) error {
	list, err := os.ReadFile(s.eval)
	if err != nil {
		return err
	}
	all, bad := ask.Questions(string(list))
	for _, line := range bad {
		a.say("search.eval.bad", s.eval, strconv.Itoa(line))
	}
	if len(all) == 0 {
		return errors.New(a.text("search.eval.none", s.eval))
	}
	for _, q := range all {
		for _, page := range q.Pages {
			if !exists(page) {
				a.say("search.eval.gone", s.eval, strconv.Itoa(q.Line), page)
			}
		}
	}
	score, err := engine.Ask(all)
	if err != nil {
		return err
	}
	if s.json {
		err = a.printJSON(scored(score))
	} else {
		a.printScore(score)
	}
	if err == nil && score.Within(1) < least {
		a.say("search.eval.below", percent(score.Within(1)), percent(least))
		err = errContent
	}
	return err
}

func (a *app) printScore(s ask.Score) {
	for _, r := range s.Results {
		if r.Rank == 1 {
			continue
		}
		first := a.text("search.eval.nothing")
		if len(r.Hits) > 0 {
			first = addressOf(r.Hits[0])
		}
		rank := "–"
		if r.Rank > 0 {
			rank = strconv.Itoa(r.Rank)
		}
		fmt.Fprintln(a.out, a.text("search.eval.miss", rank, r.Query, strings.Join(r.Pages, ", "), first))
	}
	fmt.Fprintln(a.out, a.text("search.eval.score", strconv.Itoa(len(s.Results)), percent(s.Within(1)), percent(s.Within(3)), percent(s.Within(ask.Deepest)), strconv.FormatFloat(s.MRR(), 'f', 3, 64)))
}

func percent(share float64) string { return strconv.FormatFloat(100*share, 'f', 1, 64) + " %" }

// scored is a score as JSON: the figures, and the questions whose page was not first.
func scored(s ask.Score) any {
	type miss struct {
		Query string   `json:"query"`
		Pages []string `json:"pages"`
		Rank  int      `json:"rank"` // 0: not among the first ten
		Line  int      `json:"line"`
		Hits  []string `json:"hits"`
	}
	misses := []miss{}
	for _, r := range s.Results {
		if r.Rank == 1 {
			continue
		}
		m := miss{Query: r.Query, Pages: r.Pages, Rank: r.Rank, Line: r.Line, Hits: []string{}}
		for _, h := range r.Hits {
			m.Hits = append(m.Hits, addressOf(h))
		}
		misses = append(misses, m)
	}
	return struct {
		Questions int     `json:"questions"`
		First     float64 `json:"success1"`
		Three     float64 `json:"success3"`
		Ten       float64 `json:"success10"`
		MRR       float64 `json:"mrr"`
		Misses    []miss  `json:"misses"`
	}{len(s.Results), s.Within(1), s.Within(3), s.Within(ask.Deepest), s.MRR(), misses}
}
