package check

import (
	"milepost/generator/diag"
	"milepost/generator/kb"
	"milepost/generator/vocab"
)

// secrets: no password, key or token is readable in a sheet (MA04); those on
// pages are found when the page is read. Messages never quote them.
func secrets(in *input) (diags diag.List) {
	for _, set := range in.data.Each() {
		for col := range set.Columns {
			if vocab.CredentialColumn(set.Columns[col].Header) {
				diags = append(diags, secretColumn(set, col)...)
				continue
			}
			for row := range set.Rows {
				if col >= len(set.Rows[row].Cells) {
					continue
				}
				if c := &set.Rows[row].Cells[col]; c.Kind == kb.Text {
					if what, _ := vocab.CredentialIn(c.String()); what != vocab.NoCredential {
						diags = append(diags, diag.New("MA04.cell", at(set, row, col), what.Said()))
					}
				}
			}
		}
	}
	return diags
}

// secretColumn reports once how many cells of a column of passwords are filled
// in.
func secretColumn(set *kb.Dataset, col int) diag.List {
	first, n := -1, 0
	for row := range set.Rows {
		if col < len(set.Rows[row].Cells) && vocab.CredentialCell(set.Rows[row].Cells[col].String()) {
			if n++; first < 0 {
				first = row
			}
		}
	}
	if n == 0 {
		return nil
	}
	return diag.List{diag.New("MA04.column", at(set, first, col), set.Columns[col].Header, n)}
}
