package generator_test

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"milepost/generator"
	"milepost/generator/publish"
	"milepost/generator/source"
)

// After any damage to the files that are kept between builds, the published site is the
// same as with all of them, or as with none, or a message names what was lost.
func TestDamagedStateIsNamed(t *testing.T) {
	tries := 200
	if testing.Short() {
		tries = 10
	}
	d := &disk{t: t, root: t.TempDir()}
	const chart = "\n```chart\ndata = \"/满意度.csv\"\n```\n\n```chart\ndata = \"/样本.csv\"\n```\n"
	d.write("site.toml", "git = false\n")
	d.write("content/a.md", "# a\n"+chart)
	d.write("content/满意度.csv", "月份,满意度(%)\n2026-08,90\n2026-09,91\n")
	d.write("content/样本.csv", "月份,样本量\n2026-08,20\n2026-09,30\n")
	d.must(d.build(false))
	d.write("content/满意度.csv", "\xff\xfe\x00") // can't be read: the last good values are shown
	d.write("content/a.md", "# a, edited\n"+chart)
	d.must(d.build(false))
	want := tree(t, d.path("public"))
	d.must(os.CopyFS(d.path("kept"), os.DirFS(d.path(".milepost"))))
	d.must(os.CopyFS(d.path("before"), os.DirFS(d.path("public"))))
	d.must(os.RemoveAll(d.path(".milepost")))
	d.must(os.RemoveAll(d.path("public")))
	d.must(d.build(false))
	without := tree(t, d.path("public"))
	published := func(want map[string][]byte) bool {
		return maps.EqualFunc(tree(t, d.path("public")), want, bytes.Equal)
	}

	for seed := range tries {
		rnd := rand.New(rand.NewPCG(uint64(seed), 7))
		d.must(os.RemoveAll(d.path(".milepost")))
		d.must(os.RemoveAll(d.path("public")))
		d.must(os.CopyFS(d.path(".milepost"), os.DirFS(d.path("kept"))))
		if rnd.IntN(2) == 0 { // else all pages are made anew
			d.must(os.CopyFS(d.path("public"), os.DirFS(d.path("before"))))
		}
		did := damage(d, rnd)
		b := newBuilder(t, d.root)
		e, err := b.Rebuild(t.Context(), source.Hint{All: true})
		d.must(err)
		lost := false
		for _, x := range e.Diags() {
			lost = lost || x.Code == "SH90.lost"
		}
		p, err := b.Publisher(d.path("public"), generator.PublishOptions{})
		if err == nil {
			_, err = p.Publish(t.Context(), e)
			err = errors.Join(err, p.Close())
		}
		b.Close() // it may still write into the folder that is removed next
		switch {
		case err != nil && refusal(err) == "unreadable" && !said(err):
			t.Errorf("%s: %v", did, err)
		case err == nil && !lost && !published(want) && !published(without):
			t.Errorf("%s: other bytes are published, and nothing says so", did)
		}
		if err == nil {
			if err := generator.Rollback(d.root, "content", d.path("public")); err != nil && refusal(err) == "unreadable" && !said(err) {
				t.Errorf("%s, then rollback: %v", did, err)
			}
		}
	}
}

// said tells whether an error names a file, so that a message can name it.
func said(err error) bool {
	var p *fs.PathError
	var r *publish.Refusal
	return errors.As(err, &p) || errors.As(err, &r)
}

// damage changes, removes or exchanges one or two of the kept files.
func damage(d *disk, rnd *rand.Rand) string {
	kept := slices.DeleteFunc(slices.Sorted(maps.Keys(tree(d.t, d.path(".milepost")))), func(name string) bool {
		return filepath.Base(name) == "pruned"
	})
	pick := func() string { return ".milepost/" + kept[rnd.IntN(len(kept))] }
	one, two := pick(), pick()
	b, err := os.ReadFile(d.path(one))
	d.must(err)
	switch op := rnd.IntN(8); op {
	case 0, 1, 2:
		if len(b) > 0 {
			b[rnd.IntN(len(b))] ^= 1 << rnd.IntN(8)
		}
		d.write(one, string(b))
		return "a bit of " + one
	case 3:
		d.write(one, string(b[:rnd.IntN(len(b)+1)]))
		return "cut " + one
	case 4:
		other, err := os.ReadFile(d.path(two))
		d.must(err)
		d.write(one, string(other))
		d.write(two, string(b))
		return one + " and " + two + " exchanged"
	case 5:
		d.write(one, "<html>something else</html>")
		return "foreign " + one
	case 6:
		d.must(os.Remove(d.path(one)))
		d.must(os.Mkdir(d.path(one), 0o755))
		return "a folder at " + one
	}
	d.must(os.Remove(d.path(one)))
	return "no " + one
}

// tree gives the files below dir, without the publisher's own in dir itself.
func tree(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	err := filepath.WalkDir(dir, func(p string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || len(entry.Name()) > 10 && entry.Name()[:10] == ".milepost-" && dir == filepath.Dir(p) {
			return err
		}
		b, err := os.ReadFile(p)
		rel, _ := filepath.Rel(dir, p)
		all[filepath.ToSlash(rel)] = b
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
