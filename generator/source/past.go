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
	Day kb.Date // it was made
}

// Why git does not tell what the content folder was.
var (
	ErrNoGit     = errors.New("git is not installed")
	ErrNoHistory = errors.New("no history of the content folder")
	ErrShallow   = errors.New("the history is cut off")
	ErrPastLarge = errors.New("too large a folder in git")
)

// What of one commit is taken at most.
const (
	mostPastFiles = 50_000
	mostPastBytes = 2 << 30
)

// Commits is the states of a content folder as its own branch had them, newest first.
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

// SettingsAt is site.toml in the site's folder as it stood at a commit. It is nil if
// that commit has none, or is of another repository: of the content alone.
func SettingsAt(ctx context.Context, root string, c Commit) []byte {
	src, err := git(ctx, root, "show", c.ID+":./"+config.File)
	if err != nil || len(src) > largestSettings {
		return nil
	}
	return src
}

// Then is a site as it stood at a commit.
type Then struct {
	Commit   Commit
	Content  string // its folder in the work tree
	Settings []byte // nil: the usual ones
	Root     string // its folder with site.toml in the work tree; "": looks, owners and orders beside the content do not count
}

// Past is a site as it stood at a commit, read as on a day. Nothing of the work
// tree is touched.
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

// beside is what a site may be made of beside its content.
func (s *Store) beside() []string {
	names := append([]string{config.ThemeDir}, codeownersFiles...)
	for _, f := range s.config.Theme.Files() {
		names = append(names, f.Path)
	}
	if s.config.Nav.File != "" {
		names = append(names, s.config.Nav.File)
	}
	return slices.DeleteFunc(names, func(name string) bool { return !filepath.IsLocal(filepath.FromSlash(name)) }) // git gives up at one outside
}

// blob is a file of a commit.
type blob struct {
	id   string
	size int64
	path string // from the folder
}

// blobs is the plain files of a folder at a commit that stand at or below one of
// the names. Links are left out.
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

// unpack writes what stands at the names in a folder at a commit into dir: bytes as they are kept,
// without the filters, attributes and hooks of a checkout.
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

// Revision is the commit that a name of git means: a branch, a tag, an id.
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
