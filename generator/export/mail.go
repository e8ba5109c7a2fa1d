package export

import (
	"context"

	"milepost/generator/mail"
)

// eml is the report as a mail that is not sent yet. The attached workbook is made here
// unless the export has made it before.
func eml(_ context.Context, in Input) ([]byte, error) {
	book, made := in.Made["xlsx"]
	if !made {
		var err error
		if book.Data, err = xlsx(in.Report); err != nil {
			return nil, err
		}
	}
	files := []mail.File{
		{Name: in.Name + ".html", Type: "text/html; charset=utf-8", Bytes: in.HTML},
		{Name: in.Name + ".xlsx", Type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Bytes: book.Data},
	}
	said, err := in.Mail([]string{files[0].Name, files[1].Name})
	if err != nil {
		return nil, err
	}
	return mail.Write(mail.Message{Subject: said.Subject, Text: said.Text, HTML: said.HTML, Files: files})
}
