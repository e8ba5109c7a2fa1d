package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"milepost/generator/config"
	"milepost/generator/kb"
)

// Commit is a state of the content folder that git keeps.
type Commit struct {
	ID  string
	Day kb.Date // on which it was made
}

// Why git does not know an earlier state of the content folder.
var (
	ErrNoGit     = errors.New("git is not installed")
	ErrNoHistory = errors.New("no history of the content folder")
	ErrShallow   = errors.New("the history is cut off")
	ErrPastLarge = errors.New("too large a folder in git")
)

// The most that is taken from one commit.
const (
	mostPastFiles = 50_000
	mostPastBytes = 2 << 30
)

// Commits are the states that a content folder had on the current branch, newest first.
func Commits(ctx context.Context, content string) ([]Commit, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return nil, ErrNoGit
	}
	shallow, err := git(ctx, content, "rev-parse", "--is-shallow-repository")
	switch {
	case err != nil:
		return nil, ErrNoHistory
	case strings.TrimSpace(string(shallow)) == "true":
		return nil, ErrShallow
	}
	log, err := git(ctx, content, "log", "--first-parent", "--no-show-signature", "--format=%H %cs", "--", ".")
	if err != nil || len(log) == 0 {
		return nil, ErrNoHistory
	}
	var all []Commit
	for line := range strings.Lines(string(log)) {
		id, day, _ := strings.Cut(strings.TrimSpace(line), " ")
		all = append(all, Commit{id, kb.Date(day)})
	}
	return all, nil
}

// SettingsAt is site.toml in the site's folder as it was at a commit. It is nil if the
// commit has none, or if the commit belongs to another repository (one that holds only
// the content).
func SettingsAt(ctx context.Context, root string, c Commit) []byte {
	src, err := git(ctx, root, "show", c.ID+":./"+config.File)
	if err != nil || len(src) > largestSettings {
		return nil
	}
	return src
}

// Then says where a site stood at a commit, for [Past].
type Then struct {
	Commit   Commit
	Content  string // its folder in the work tree
	Settings []byte // of site.toml; nil for the default settings
	Root     string // the site's folder in the work tree; "" leaves out what lies beside the content: looks, CODEOWNERS, orders
}

// Past reads a site as it was at a commit, with day as today. Nothing in the work tree
// is changed.
func Past(ctx context.Context, t Then, day kb.Date) (*Snapshot, error) {
	dir, err := os.MkdirTemp("", "milepost-past-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	s := New(dir, Options{Today: func() kb.Date { return day }})
	if t.Settings != nil {
		if err := os.WriteFile(filepath.Join(dir, config.File), t.Settings, 0o644); err != nil {
			return nil, err
		}
	}
	if err := s.readConfig(ctx); err != nil {
		return nil, err
	}
	into := filepath.Join(dir, filepath.FromSlash(s.config.Content))
	if err := os.MkdirAll(into, 0o755); err != nil {
		return nil, err
	}
	if err := unpack(ctx, t.Content, t.Commit, into, "."); err != nil {
		return nil, err
	}
	if t.Root != "" {
		if err := unpack(ctx, t.Root, t.Commit, dir, s.beside()...); err != nil {
			return nil, err
		}
	}
	s.past = true
	if s.config.Git {
		s.git.upTo(ctx, t.Content, t.Commit.ID)
	}
	return s.Refresh(ctx, Hint{All: true})
}

// beside are the names of files and folders, from the site's folder on, that a site may
// use beside its content.
func (s *Store) beside() []string {
	names := append([]string{config.ThemeDir}, codeownersFiles...)
	for _, f := range s.config.Theme.Files() {
		names = append(names, f.Path)
	}
	if s.config.Nav.File != "" {
		names = append(names, s.config.Nav.File)
	}
	return slices.DeleteFunc(names, func(name string) bool { return !filepath.IsLocal(filepath.FromSlash(name)) }) // git fails if one lies outside
}

// blob is one file of a commit.
type blob struct {
	id   string
	size int64
	path string // from the folder
}

// blobs lists the files of a folder at a commit that are one of the names, or lie below
// one. Symbolic links are left out.
func blobs(ctx context.Context, folder string, c Commit, names ...string) ([]blob, error) {
	// NUL-separated: MODE TYPE ID SIZE\tPATH
	list, err := git(ctx, folder, append([]string{"ls-tree", "-r", "-l", "-z", c.ID, "--"}, names...)...)
	if err != nil {
		return nil, fmt.Errorf("git ls-tree %s: %w", c.ID, err)
	}
	var all []blob
	var sum int64
	for line := range bytes.SplitSeq(list, []byte{0}) {
		head, name, _ := strings.Cut(string(line), "\t")
		f := strings.Fields(head)
		if len(f) != 4 || !strings.HasPrefix(f[0], "100") || !filepath.IsLocal(filepath.FromSlash(name)) {
			continue
		}
		size, err := strconv.ParseInt(f[3], 10, 64)
		if err != nil {
			continue
		}
		if sum += size; len(all) == mostPastFiles || sum > mostPastBytes {
			return nil, ErrPastLarge
		}
		all = append(all, blob{f[2], size, name})
	}
	return all, nil
}

// unpack writes the files that blobs lists into dir: the bytes as git keeps them, without
// the filters, attributes and hooks of a checkout.
func unpack(ctx context.Context, folder string, c Commit, dir string, names ...string) error {
	all, err := blobs(ctx, folder, c, names...)
	if err != nil || len(all) == 0 {
		return err
	}
	var ids strings.Builder
	for _, b := range all {
		ids.WriteString(b.id + "\n")
	}
	cmd := exec.CommandContext(ctx, "git", "-C", folder, "cat-file", "--batch")
	cmd.Stdin = strings.NewReader(ids.String())
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	err = writeBlobs(bufio.NewReader(out), all, dir)
	if err != nil {
		_ = cmd.Process.Kill()
	}
	return errors.Join(err, cmd.Wait())
}

// writeBlobs reads what git says of each file: ID TYPE SIZE\n, its bytes, \n.
func writeBlobs(r *bufio.Reader, all []blob, dir string) error {
	for _, b := range all {
		head, err := r.ReadString('\n')
		if err != nil || head != fmt.Sprintf("%s blob %d\n", b.id, b.size) {
			return fmt.Errorf("git cat-file %s: %q", b.path, strings.TrimSpace(head))
		}
		name := filepath.Join(dir, filepath.FromSlash(b.path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		_, err = io.CopyN(f, r, b.size)
		if err = errors.Join(err, f.Close()); err != nil {
			return err
		}
		if _, err := r.Discard(1); err != nil {
			return err
		}
	}
	return nil
}

// Revision is the commit that a name means: a branch, a tag or an id.
func Revision(ctx context.Context, content, name string) (Commit, error) {
	if _, err := exec.LookPath("git"); err != nil {
		return Commit{}, ErrNoGit
	}
	if strings.HasPrefix(name, "-") {
		return Commit{}, ErrNoHistory // an option, not a name
	}
	out, err := git(ctx, content, "log", "-1", "--no-show-signature", "--format=%H %cs", "--end-of-options", name, "--")
	id, day, ok := strings.Cut(strings.TrimSpace(string(out)), " ")
	if err != nil || !ok {
		return Commit{}, ErrNoHistory
	}
	return Commit{id, kb.Date(day)}, nil
}
