package word

import (
	"bytes"
	"image"
	_ "image/jpeg" // for DecodeConfig
	_ "image/png"
	"strconv"
)

// write writes the picture and its caption; if Data is neither PNG nor JPEG, only the caption.
func (p Picture) write(w *body) {
	size, kind, err := image.DecodeConfig(bytes.NewReader(p.Data))
	if err == nil && size.Width > 0 && size.Height > 0 {
		width := w.f.width * twip
		if p.Width > 0 && p.Width*emuPerMM < float64(width) {
			width = int(p.Width * emuPerMM)
		}
		height := int(float64(width) * float64(size.Height) / float64(size.Width))
		if most := 230 * emuPerMM; height > most { // about what fits on a page
			width, height = int(float64(width)*float64(most)/float64(height)), most
		}
		part := w.f.p.add(folder+"image#."+kind, "image/"+kind, p.Data)
		id := w.rels.add("image", part)
		w.paragraph(look{style: "Milepost Figure", keep: len(p.Caption) > 0}, func() {
			w.inline(width, max(height, 1), "Picture", p.Alt, nsPic, func() { w.picture(id, width, max(height, 1)) })
		})
	}
	w.caption(w.doc.Labels.Figure, &w.figures, false, p.Caption)
}

// picture writes the content of an inline drawing. It repeats the size.
func (w *body) picture(id string, width, height int) {
	w.start("pic:pic")
	w.start("pic:nvPicPr")
	w.empty("pic:cNvPr", "id", "0", "name", "Picture")
	w.empty("pic:cNvPicPr")
	w.end()
	w.start("pic:blipFill")
	w.empty("a:blip", "r:embed", id)
	w.start("a:stretch")
	w.empty("a:fillRect")
	w.end()
	w.end()
	w.start("pic:spPr")
	w.start("a:xfrm")
	w.empty("a:off", "x", "0", "y", "0")
	w.empty("a:ext", "cx", strconv.Itoa(width), "cy", strconv.Itoa(height))
	w.end()
	w.start("a:prstGeom", "prst", "rect")
	w.empty("a:avLst")
	w.end()
	w.end()
	w.end()
}
