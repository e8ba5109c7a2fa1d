package publish

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"milepost/generator/config"
	"milepost/generator/digest"
	"milepost/generator/plan"
)

// dated publishes a site for a day, with what is kept.
func dated(t *testing.T, dir, state, date string, k Keeping, s site) Result {
	t.Helper()
	p := mustOpen(t, dir, state, Options{})
	p.Keep(k)
	p.Take(Census{Pages: len(s), Date: date})
	res := mustSync(t, p, s)
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return res
}

func marking(file, date string) []byte {
	if strings.HasSuffix(file, ".js") {
		return []byte("banner(" + date + ")")
	}
	return nil
}

// listing is a Keeping whose editions are listed.
func listing(most int) Keeping {
	return Keeping{Most: most, Mark: marking, List: func(dates []string) plan.Output {
		return site{listName: "list " + strings.Join(dates, " ")}.outputs()[0]
	}}
}

func TestListOfEditions(t *testing.T) {
	dir, state := place(t)
	one, two := daySite(1), daySite(2)
	one[listName], two[listName] = "list", "list"
	k := listing(3)
	dated(t, dir, state, "2026-09-01", k, one)
	dated(t, dir, state, "2026-09-02", k, two)
	dated(t, dir, state, "2026-09-03", k, two)
	for path, want := range map[string]string{
		listName:                             "list 2026-09-02 2026-09-01",
		"editions/2026-09-02/" + listName:    onward,
		"editions/2026-09-01/p1.html":        "only then",
		"editions/2026-09-02/assets/site.js": "run()" + EditionMark + "banner(2026-09-02)",
	} {
		if got := read(t, dir)[path]; got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if _, err := RollbackTo(dir, state, "2026-09-01", Options{}); err != nil {
		t.Fatal(err)
	}
	if got := read(t, dir)[listName]; got != "list 2026-09-02 2026-09-01" {
		t.Errorf("after a rollback: %q", got)
	}
}

// under is what a dated edition looks like.
func under(date string, s site) site {
	out := site{}
	for path, text := range s {
		if m := marking(path, date); m != nil {
			text += EditionMark + string(m)
		}
		out["editions/"+date+"/"+path] = text
	}
	return out
}

func together(parts ...site) site {
	all := site{}
	for _, s := range parts {
		maps.Copy(all, s)
	}
	return all
}

func daySite(n int) site {
	return site{"index.html": fmt.Sprint("home ", n), "same.html": strings.Repeat("same ", 1000), "assets/site.js": "run()", fmt.Sprintf("p%d.html", n): "only then"}
}

func TestEditionsAreKept(t *testing.T) {
	dir, state := place(t)
	k := Keeping{Most: 2, Mark: marking}
	one, two, three, four := daySite(1), daySite(2), daySite(3), daySite(4)
	dated(t, dir, state, "2026-09-01", k, site{"index.html": "early"})
	dated(t, dir, state, "2026-09-01", k, one)
	check(t, dir, one) // the same day: the last one counts
	dated(t, dir, state, "2026-09-02", k, two)
	check(t, dir, together(two, under("2026-09-01", one)))
	if res := dated(t, dir, state, "2026-09-02", k, two); res.Written+res.Deleted > 0 {
		t.Errorf("nothing changed, and %+v", res)
	}
	dated(t, dir, state, "2026-09-03", k, three)
	dated(t, dir, state, "2026-09-04", k, four)
	check(t, dir, together(four, under("2026-09-03", three), under("2026-09-02", two)))

	list, now, err := Editions(dir)
	if err != nil || now != "2026-09-04" || len(list) != 2 || list[0].Date != "2026-09-03" || list[0].Files != 4 || list[1].Date != "2026-09-02" {
		t.Errorf("%+v %q %v", list, now, err)
	}
	same := func(date string) os.FileInfo {
		info, err := os.Stat(filepath.Join(dir, "editions", date, "same.html"))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	newest, err := os.Stat(filepath.Join(dir, "same.html"))
	if err != nil || !os.SameFile(newest, same("2026-09-03")) || !os.SameFile(newest, same("2026-09-02")) {
		t.Error("an unchanged file takes room again")
	}

	dated(t, dir, state, "2026-09-05", Keeping{}, four) // no longer asked for
	check(t, dir, together(four, under("2026-09-03", three), under("2026-09-02", two)))
	if err := os.RemoveAll(filepath.Join(dir, "editions", "2026-09-02")); err != nil {
		t.Fatal(err)
	}
	dated(t, dir, state, "2026-09-06", k, four)
	check(t, dir, together(four, under("2026-09-05", four), under("2026-09-03", three)))
}

func TestEditionsOfAMonth(t *testing.T) {
	for _, c := range []struct {
		every string
		days  []string
		want  []string
	}{
		{config.EveryDay, []string{"2026-01-01", "2026-01-02", "2026-02-01"}, []string{"2026-01-01", "2026-01-02"}},
		{config.EveryMonth, []string{"2026-01-01", "2026-01-31", "2026-02-01", "2026-03-31", "2026-04-01"}, []string{"2026-01-31", "2026-02-01", "2026-03-31"}},
		{config.EveryQuarter, []string{"2026-01-01", "2026-03-31", "2026-04-01", "2026-06-30", "2026-12-01", "2027-01-01"}, []string{"2026-03-31", "2026-06-30", "2026-12-01"}},
		{config.EveryYear, []string{"2025-01-01", "2025-12-31", "2026-06-30", "2027-01-01"}, []string{"2025-12-31", "2026-06-30"}},
	} {
		dir, state := place(t)
		for i, day := range c.days {
			dated(t, dir, state, day, Keeping{Most: 9, Every: c.every}, daySite(i))
		}
		list, _, err := Editions(dir)
		var got []string
		for _, k := range slices.Backward(list) {
			got = append(got, k.Date)
		}
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v %v, want %v", c.every, got, err, c.want)
		}
	}
}

func TestRollbackToADay(t *testing.T) {
	dir, state := place(t)
	k := Keeping{Most: 5, Mark: marking}
	one, two, three := daySite(1), daySite(2), daySite(3)
	for day, s := range []site{one, two, three} {
		dated(t, dir, state, fmt.Sprintf("2026-09-0%d", day+1), k, s)
	}
	kept := together(under("2026-09-01", one), under("2026-09-02", two))
	if _, err := RollbackTo(dir, state, "2026-09-01", Options{}); err != nil {
		t.Fatal(err)
	}
	check(t, dir, together(one, kept))
	if _, err := Rollback(dir, state, Options{}); err != nil {
		t.Fatal(err)
	}
	check(t, dir, together(three, kept))
	r := new(Refusal)
	if _, err := RollbackTo(dir, state, "2026-08-01", Options{}); !errors.As(err, &r) || r.Reason != "noedition" {
		t.Errorf("%v", err)
	}
	if _, err := RollbackTo(dir, state, "2026-09-02", Options{}); err != nil {
		t.Fatal(err)
	}
	dated(t, dir, state, "2026-09-04", k, three) // takes the place of the second, which is kept once
	check(t, dir, together(three, kept))
}

func TestEditionsWithParts(t *testing.T) {
	dir, state := place(t)
	k := Keeping{Most: 5, Mark: marking}
	one, two := daySite(1), daySite(2)
	dated(t, dir, state, "2026-09-01", k, one)
	p := mustOpen(t, dir, state, Options{})
	p.Keep(k)
	p.Take(Census{Pages: 4, Date: "2026-09-02"})
	home := site{"index.html": two["index.html"]}
	for _, part := range []struct {
		holds func(string) bool
		of    site
	}{{func(path string) bool { return path == "index.html" }, home}, {func(string) bool { return true }, two}} {
		if _, err := p.SyncPart(context.Background(), Part{Holds: part.holds}, part.of.outputs()); err != nil {
			t.Fatal(err)
		}
	}
	check(t, dir, together(two, under("2026-09-01", one)))
}

// A folder with the name of an edition that we did not write stays, and so do pages of the
// content whose path lies in such a folder.
func TestForeignEditions(t *testing.T) {
	dir, state := place(t)
	k := Keeping{Most: 5}
	dated(t, dir, state, "2026-09-01", k, daySite(1))
	file := filepath.Join(dir, "editions", "2026-09-01", "mine.txt")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	p := mustOpen(t, dir, state, Options{})
	p.Keep(k)
	p.Take(Census{Pages: 4, Date: "2026-09-02"})
	r := new(Refusal)
	if _, err := p.Sync(context.Background(), daySite(2).outputs()); !errors.As(err, &r) || r.Reason != "obstructed" {
		t.Errorf("%v", err)
	}
	if err := os.RemoveAll(filepath.Dir(file)); err != nil {
		t.Fatal(err)
	}
	res, err := p.Sync(context.Background(), site{"index.html": "x", "editions/2026-08-01/a.html": "a", "editions/notes.html": "n"}.outputs())
	if err != nil || len(res.Refused) != 1 || res.Refused[0].Path != "editions/2026-08-01/a.html" {
		t.Errorf("%+v %v", res.Refused, err)
	}
}

// A publication that keeps an edition, killed after any of its steps on the disk,
// is finished by the next one and loses nothing.
func TestKilledWhileAnEditionIsKept(t *testing.T) {
	one, two, three := daySite(1), daySite(2), daySite(3)
	k := Keeping{Most: 1, Mark: marking}
	want := together(three, under("2026-09-02", two))
	for dead := 0; ; dead++ {
		dir, state := place(t)
		dated(t, dir, state, "2026-09-01", k, one)
		dated(t, dir, state, "2026-09-02", k, two)
		p := mustOpen(t, dir, state, Options{})
		p.Keep(k)
		p.Take(Census{Pages: 4, Date: "2026-09-03"})
		n := 0
		alive := func() error {
			if n++; n > dead {
				return errKilled
			}
			return nil
		}
		p.ops.rename = func(from, to string) error { return step(alive, func() error { return os.Rename(from, to) }) }
		p.ops.remove = func(path string) error { return step(alive, func() error { return os.Remove(path) }) }
		p.ops.write = func(path string, b []byte) error {
			return step(alive, func() error { return os.WriteFile(path, b, 0o644) })
		}
		p.opt.Workers = 1
		_, err := p.Sync(context.Background(), three.outputs())
		killed := errors.Is(err, errKilled)
		for _, l := range p.locks {
			_ = l.release()
		}
		p.locks = nil
		for path, text := range two {
			got, err := os.ReadFile(filepath.Join(dir, path))
			if err == nil && string(got) != text && string(got) != three[path] {
				t.Errorf("after %d steps %s is %q", dead, path, got)
			}
		}
		dated(t, dir, state, "2026-09-03", k, three)
		check(t, dir, want)
		if !killed {
			if dead < 5 {
				t.Errorf("only %d steps", dead)
			}
			return
		}
	}
}

// dayOf is a day of its own for each edition.
func dayOf(n int) string { return time.Date(2026, 1, 1+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly) }

// A builder that keeps an edition for each day is killed at random moments: all kept
// editions are whole, and the next run loses none.
func TestKillWithEditions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("kills by signal")
	}
	root := t.TempDir()
	dir, state := filepath.Join(root, "public"), filepath.Join(root, "state")
	rnd := rand.New(rand.NewSource(2))
	for i := range 12 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), builderVar+"="+root, fmt.Sprintf("%s_N=%d", builderVar, i*300), builderVar+"_KEEP=1")
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		_, _ = out.Read(make([]byte, 1)) // the first edition stands
		time.Sleep(time.Duration(rnd.Intn(40_000)) * time.Microsecond)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		p := mustOpen(t, dir, state, Options{NoFlush: true})
		n := 299 + i*300
		p.Keep(Keeping{Most: 3, Mark: marking})
		p.Take(Census{Pages: 50, Date: dayOf(n)})
		mustSync(t, p, edition(n))
		p.Close()
		want := edition(n)
		list, _, err := Editions(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range list {
			day, _ := time.Parse(time.DateOnly, k.Date)
			kept := int(day.Sub(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)).Hours() / 24)
			want = together(want, under(k.Date, edition(kept)))
		}
		check(t, dir, want)
		if len(list) == 0 || t.Failed() {
			t.Fatalf("kill %d: %d editions", i, len(list))
		}
	}
}

func step(alive, do func() error) error {
	if err := alive(); err != nil {
		return err
	}
	return do()
}

var errKilled = errors.New("killed")

func TestReadWithEditions(t *testing.T) {
	dir, state := place(t)
	dated(t, dir, state, "2026-09-01", Keeping{Most: 3, Mark: marking}, daySite(1))
	dated(t, dir, state, "2026-09-02", Keeping{Most: 3, Mark: marking}, daySite(2))
	r, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	got := map[string]plan.Class{}
	for _, f := range r.Files() {
		file, err := r.Open(f)
		if err != nil {
			t.Errorf("%s: %v", f.Path, err)
			continue
		}
		_ = file.Close()
		got[f.Path] = f.Class
	}
	if len(got) != 8 || got["editions/2026-09-01/assets/site.js"] != plan.Asset || got["editions/2026-09-01/index.html"] != plan.Entry {
		t.Errorf("%v", got)
	}
	if err := os.WriteFile(filepath.Join(dir, "same.html"), []byte("other"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = r.Open(File{Path: "same.html", Hash: digest.Bytes([]byte(daySite(2)["same.html"]))})
	if refusal := new(Refusal); !errors.As(err, &refusal) || refusal.Reason != "changed" {
		t.Errorf("%v", err)
	}
	if _, err := Read(t.TempDir()); err == nil {
		t.Error("an empty directory is read")
	}
	if _, err := os.Stat(filepath.Join(dir, stageName)); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a stage was left")
	}
}
