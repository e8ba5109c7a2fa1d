package generator

import (
	"strconv"
	"strings"

	"milepost/generator/digest"
	"milepost/generator/export"
	"milepost/generator/plan"
)

// machineVersion is raised when equal pages give other texts than before.
const machineVersion = "machine-1"

// mostFull bounds the file of all texts: what no assistant can read is of no use,
// and a site of 10,000 pages has 50 MB.
const mostFull = 8 << 20

// machineOutputs are the pages of a site as Markdown, each beside its page, and all
// of them in one file. They follow from the pages' bytes: what a page does not show
// stands in none of them.
func machineOutputs(pages []plan.Output) []plan.Output {
	var out []plan.Output
	for _, o := range pages {
		if !o.Indexed || o.Render == nil {
			continue
		}
		out = append(out, plan.Output{
			Path: plan.MachineOut(o.Path), Class: plan.Aggregate,
			Key: func() digest.Key { return digest.Of(machineVersion, o.Key()) },
			Render: func() ([]byte, error) {
				page, err := o.Render()
				if err != nil {
					return nil, err
				}
				md, _ := export.Markdown(page)
				return []byte(md), nil
			},
		})
	}
	texts := out[:len(out):len(out)]
	return append(out, plan.Output{
		Path: plan.FullOut, Class: plan.Aggregate,
		Key: func() digest.Key {
			keys := make([]digest.Key, 0, len(texts))
			for _, o := range texts {
				keys = append(keys, digest.Of(o.Path, o.Key()))
			}
			return digest.Of(machineVersion, keys)
		},
		Render: func() ([]byte, error) { return whole(texts) },
	})
}

// whole is all texts in one file, each below its address.
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
