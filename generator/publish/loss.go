package publish

import "strconv"

// A missing page is not always a deleted page: a network share may be disconnected, a
// folder may be half copied, a git checkout half done. So an edition that has lost many
// pages is not published until a person says that it is right.

// Signs are reasons to think that pages which are missing will come back.
type Signs struct {
	Checkout string // file that says that git is changing the folder, "" if it is not
	Copying  string // file that is still being copied into the folder, "" if none is
}

// Few: in a site with fewer pages, only the loss of all pages is refused: someone may
// well delete half of a small site. A content folder that is not the same one as before
// (unmounted) is refused at any size.
const Few = 10

// Loss refuses an edition that has lost too many pages since the one before: all pages;
// more than shrink percent, from Few pages on; a single page while signs says that the
// folder is incomplete. signs is called only if pages are missing. Loss also refuses an
// edition that has lost the last good state of a workbook that still cannot be read.
func Loss(before, now Census, shrink int, signs func() Signs) error {
	if now.Kept < before.Kept && now.Bare > before.Bare {
		return &Refusal{Reason: "unkept", Args: []string{strconv.Itoa(before.Kept - now.Kept)}}
	}
	lost := before.Pages - now.Pages
	if lost <= 0 {
		return nil
	}
	args := []string{strconv.Itoa(before.Pages), strconv.Itoa(now.Pages)}
	found := signs()
	other := before.Folder != "" && now.Folder != "" && before.Folder != now.Folder
	much := lost*100 > before.Pages*shrink
	switch {
	case found.Checkout != "":
		return &Refusal{Reason: "checkout", Args: append(args, found.Checkout)}
	case found.Copying != "":
		return &Refusal{Reason: "copying", Args: append(args, found.Copying)}
	case other && (much || now.Pages == 0): // the empty folder of an unmounted disk may hold a page or two
		return &Refusal{Reason: "unmounted", Args: args}
	case now.Pages == 0:
		return &Refusal{Reason: "vanished", Args: args}
	case much && before.Pages >= Few:
		return &Refusal{Reason: "shrunk", Args: append(args, strconv.Itoa(shrink))}
	}
	return nil
}

// IsLoss tells whether an error is the refusal of Loss.
func (r *Refusal) IsLoss() bool {
	switch r.Reason {
	case "checkout", "copying", "unmounted", "vanished", "shrunk", "unkept":
		return true
	}
	return false
}
