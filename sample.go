// Package milepost holds the sample knowledge base inside the program: its
// settings and content, with the user guide.
//
// `milepost new site --sample` writes it out, and `milepost guide` shows the guide.
package milepost

import "embed"

// Sample is the sample's folder: site.toml and content/.
//
//go:embed site.toml all:content
var Sample embed.FS

// Day is a day on which nothing in the sample is out of date that should not be.
const Day = "2026-11-26"
