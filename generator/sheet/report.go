package sheet

import (
	"bytes"
	"io"
)

// reportCategory marks a workbook that was exported from a report. Its values come from
// other files and must not count twice.
const reportCategory = "Milepost report"

// ofReport tells whether a workbook was exported from a report.
func (p *parts) ofReport() bool {
	const properties = "docprops/core.xml" // names of parts are known in small letters
	if !p.has(properties) {
		return false
	}
	part, err := p.open(properties)
	if err != nil {
		return false
	}
	defer part.r.Close()
	b, err := io.ReadAll(io.LimitReader(part, 1<<16))
	return err == nil && bytes.Contains(b, []byte("category>"+reportCategory+"</"))
}
