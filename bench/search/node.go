package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"milepost/generator/kb"
)

// The scripts that Node runs, from the root of the repository: ours, and the one that
// stands in for a page.
const (
	nodeScript = "bench/search/node.js"
	nodePage   = "generator/ask/page.js"
)

// askNode puts the queries to the search of a site, one after the other, in Node
// instead of a browser. It adds an answer for each to the engine, of which only paths is set.
func askNode(site string, today kb.Date, e *engine, qs []query) error {
	day := today.Time()
	// The script keeps all that it has loaded: at 10,000 pages the whole index and all texts.
	cmd := exec.Command("node", "--max-old-space-size=8192", nodeScript, nodePage, site,
		strconv.Itoa(day.Year()), strconv.Itoa(int(day.Month())), strconv.Itoa(day.Day()))
	cmd.Stderr = os.Stderr
	var in strings.Builder
	lines := json.NewEncoder(&in)
	for _, q := range qs {
		if err := lines.Encode(q.text); err != nil {
			return err
		}
	}
	cmd.Stdin = strings.NewReader(in.String())
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	said := bufio.NewScanner(out)
	said.Buffer(nil, 16<<20)
	for said.Scan() {
		var a answer
		if err := json.Unmarshal(said.Bytes(), &a.paths); err != nil {
			return fmt.Errorf("%w: %.300s", err, said.Bytes())
		}
		e.answers = append(e.answers, a)
		if len(e.answers)%1000 == 0 {
			fmt.Fprintf(os.Stderr, "%d of %d\n", len(e.answers), len(qs))
		}
	}
	if err := cmd.Wait(); err != nil {
		return err
	}
	if len(e.answers) != len(qs) {
		return fmt.Errorf("%d answers to %d queries", len(e.answers), len(qs))
	}
	return said.Err()
}
