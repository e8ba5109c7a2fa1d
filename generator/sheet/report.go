package sheet

import (
	"bytes"
	"io"
)

// reportCategory marks a workbook that was made of a report. Its tables say once
// more what other files say: beside these they would count twice.
const reportCategory = "Milepost report"

// ofReport tells whether a workbook was made of a report.
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
