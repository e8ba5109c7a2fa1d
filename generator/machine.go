package generator

import (
	"strconv"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/export"
	"milepost/generator/plan"
)

// machineVersion goes up when the same pages give other texts than before.
const machineVersion = "machine-1"

// mostFull limits the file with all texts, in bytes: 10,000 pages have 50 MB, which no
// assistant can read.
const mostFull = 8 << 20

// machineOutputs are the pages as Markdown, one file beside each page, and one file with
// all. They are made from the HTML pages, so they hold nothing that a page does not show.
func machineOutputs(pages []plan.Output) []plan.Output {
	var out []plan.Output
	for _, o := range pages {
		if !o.Indexed {
			continue
		}
		out = append(out, plan.Output{
			Path: plan.MachineOut(o.Path), Class: plan.Aggregate,
			Content: plan.Lazy(func() digest.Key { return digest.Of(machineVersion, o.Key()) }, func() ([]byte, error) {
				page, err := o.Render()
				if err != nil {
					return nil, err
				}
				md, _ := export.Markdown(page)
				return []byte(md), nil
			}),
		})
	}
	texts := out[:len(out):len(out)]
	return append(out, plan.Output{
		Path: plan.FullOut, Class: plan.Aggregate,
		Content: plan.Lazy(func() digest.Key {
			keys := make([]digest.Key, 0, len(texts))
			for _, o := range texts {
				keys = append(keys, digest.Of(o.Path, o.Key()))
			}
			return digest.Of(machineVersion, keys)
		}, func() ([]byte, error) { return whole(texts) }),
	})
}

// whole joins all texts, each after its path, up to mostFull.
func whole(texts []plan.Output) ([]byte, error) {
	var b strings.Builder
	for i, o := range texts {
		md, err := o.Render()
		if err != nil {
			return nil, err
		}
		if b.Len()+len(md) > mostFull {
			b.WriteString("<!-- " + strconv.Itoa(len(texts)-i) + " more pages: llms.txt -->\n")
			break
		}
		b.WriteString("<!-- " + o.Path + " -->\n\n")
		b.Write(md)
		b.WriteString("\n")
	}
	return []byte(b.String()), nil
}
