package browser

import (
	"context"
	"encoding/json"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Run loads a page, runs a script in it and calls the function that the script defines,
// once for each entry of calls. The function takes texts and returns a promise of a text.
// The page still reaches no network and no file.
func (b Browser) Run(ctx context.Context, html []byte, script, function string, calls [][]string) (answers []string, err error) {
	err = b.drive(ctx, html, func(tab context.Context) error {
		if _, err := chromedp.Call(tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{}); err != nil {
			return err
		}
		if _, err := chromedp.Run(tab, chromedp.Evaluate[bool](script+"\n;true")); err != nil {
			return err
		}
		for _, args := range calls {
			said, err := json.Marshal(args)
			if err != nil {
				return err
			}
			answer, err := chromedp.Run(tab, chromedp.Evaluate[string](function+"(..."+string(said)+")", chromedp.EvalAwaitPromise))
			if err != nil {
				return err
			}
			answers = append(answers, answer)
		}
		return nil
	})
	return answers, err
}
