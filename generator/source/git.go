package source

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"milepost/generator/diag"
	"milepost/generator/kb"
)

// history is what git knows of the content folder: for each file the last
// commits that touched it.
type history struct {
	head    string
	changes map[string]kb.Change // never written to after it was set
	moves   *moves               // nil where nothing is known
	shallow bool
	refused *diag.Diagnostic // why git does not read a repository that is there; nil if it does
	idOnly  bool             // only the id of the commit is asked for, no changes
}

// read asks git once for all files. Without git, without a repository or without a
// commit there is no history, and nothing is wrong. If there is a repository that git
// does not read, refused says why: without that, dates would silently be those of the
// files. An error means that ctx ended; then what was known before stays.
func (h *history) read(ctx context.Context, content string) error {
	next := *h
	next.ask(ctx, content)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	*h = next
	return nil
}

func (h *history) ask(ctx context.Context, content string) {
	head, err := git(ctx, content, "rev-parse", "HEAD")
	if err != nil {
		*h = history{refused: refused(ctx, content)}
		return
	}
	if string(head) == h.head {
		return
	}
	h.head, h.refused = string(head), nil
	shallow, err := git(ctx, content, "rev-parse", "--is-shallow-repository")
	if h.shallow = err == nil && strings.TrimSpace(string(shallow)) == "true"; h.shallow {
		h.changes, h.moves = nil, nil // in a shallow clone every file seems to come from the oldest commit
		return
	}
	if !h.idOnly {
		h.upTo(ctx, content, "HEAD")
		h.moves = askMoves(ctx, content, "HEAD")
	}
}

// upTo asks git for the changes of all files up to a commit.
func (h *history) upTo(ctx context.Context, content, commit string) {
	// NUL-separated: a record "\x01DATE\x02AUTHOR\x02SUBJECT", then the names of its files.
	log, err := git(ctx, content, "log", "-z", "--no-renames", "--name-only", "--relative", "--format=%x01%as%x02%an%x02%s", commit, "--", ".")
	if err != nil {
		*h = history{refused: complaint("GT02.broken", repository(absolute(content)))}
		return
	}
	h.changes = parseLog(ctx, log)
}

// refused says why git does not read the repository that holds the content. It is nil if
// there is no repository, no git, or no commit yet.
func refused(ctx context.Context, content string) *diag.Diagnostic {
	if _, err := exec.LookPath("git"); err != nil {
		return nil
	}
	if _, err := git(ctx, content, "rev-parse", "--git-dir"); err == nil {
		return nil
	}
	if dir := os.Getenv("GIT_DIR"); dir != "" {
		return complaint("GT02.env", dir)
	}
	repo := repository(absolute(content))
	if repo == "" {
		return nil
	}
	tree := filepath.Dir(repo)
	if foreign(repo) || foreign(tree) {
		return complaint("GT02.owner", filepath.ToSlash(tree))
	}
	return complaint("GT02.broken", filepath.ToSlash(repo))
}

func complaint(code, what string) *diag.Diagnostic {
	d := diag.New(code, diag.Pos{File: "."}, what)
	return &d
}

// parseLog reads the newest changes of each file. When ctx ends, it returns what it has.
func parseLog(ctx context.Context, log []byte) map[string]kb.Change {
	changes := map[string]kb.Change{}
	var commit kb.Commit
	for field := range bytes.SplitSeq(log, []byte{0}) {
		if ctx.Err() != nil {
			break
		}
		name := strings.TrimPrefix(string(field), "\n")
		if record, ok := strings.CutPrefix(name, "\x01"); ok {
			var first string
			// the first name follows the format after a line break
			record, first, ok = strings.Cut(record, "\n")
			date, rest, _ := strings.Cut(record, "\x02")
			author, subject, _ := strings.Cut(rest, "\x02")
			commit = kb.Commit{Date: kb.Date(date), Author: author, Subject: subject}
			if !ok {
				continue
			}
			name = strings.TrimPrefix(first, "\n")
		}
		if name == "" {
			continue
		}
		c, later := changes[name]
		if !later {
			c = kb.Change{Path: name, Date: commit.Date, Author: commit.Author, From: "git"}
		}
		if len(c.Commits) < kb.MostCommits {
			c.Commits = append(c.Commits, commit)
			changes[name] = c
		}
	}
	return changes
}

func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", dir, "-c", "core.quotePath=false"}, args...)...)
	return cmd.Output()
}

// GitTrouble says why the program cannot use what git knows of a folder. It is nil if it
// can, or if there is no repository.
func GitTrouble(ctx context.Context, content string) *diag.Diagnostic {
	if d := refused(ctx, content); d != nil {
		return d
	}
	if out, err := git(ctx, content, "rev-parse", "--is-shallow-repository"); err == nil && strings.TrimSpace(string(out)) == "true" {
		return complaint("GT01.shallow", content)
	}
	return nil
}
