package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"slices"
	"strings"
)

// typesPart lists the content type of each part; it must be the first in the zip.
const typesPart = "[Content_Types].xml"

// ordered makes the bytes of a package by excelize reproducible: parts and list of types
// sorted, no times.
func ordered(b []byte) ([]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, err
	}
	rank := func(name string) string { return strings.Replace(name, typesPart, "", 1) } // "" is the first
	slices.SortFunc(z.File, func(a, b *zip.File) int { return strings.Compare(rank(a.Name), rank(b.Name)) })
	var buf bytes.Buffer
	out := zip.NewWriter(&buf)
	for _, f := range z.File {
		if err := orderedPart(out, f); err != nil {
			return nil, err
		}
	}
	if err := out.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}

func orderedPart(out *zip.Writer, f *zip.File) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if f.Name == typesPart {
		if b, err = sortedTypes(b); err != nil {
			return err
		}
	}
	w, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}

// sortedTypes sorts the list of types: Default (for an extension) before Override (for a
// part).
func sortedTypes(b []byte) ([]byte, error) {
	var entries []string
	b, err := rewrite(context.Background(), b, func(e element) verdict {
		if len(e.at) == 0 {
			return verdict{}
		}
		entries = append(entries, strings.TrimSuffix(strings.TrimSuffix(string(e.raw), ">"), "/")+"/>")
		return dropped
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(entries)
	end := bytes.LastIndex(b, []byte("</"))
	return slices.Concat(b[:end:end], []byte(strings.Join(entries, "")), b[end:]), nil
}
