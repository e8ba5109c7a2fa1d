package kb

import (
	"milepost/generator/diag"
	"milepost/generator/digest"
)

// Workbook is what one spreadsheet file says by itself: a function of its
// path, bytes and the read options.
type Workbook struct {
	Path     string
	Digest   digest.Key // of the file's bytes
	State    State
	AsOf     Date // the day the values stand for, "" if the file does not say (then the file's own date counts)
	Sheets   []Sheet
	Datasets []digest.Sealed[Dataset]
	Private  string // the settings: PrivateYes, PrivateNo, or "" (then answers with names of people are private)
	Original Original
	Diags    diag.List
}

// Original is how the file itself is published.
type Original struct {
	Form    string   // "" as it is; FormClean, FormNone
	Removed []string // what the cleaned copy lacks: hidden-sheets, hidden-columns, hidden-rows, formulas, comments, external, personal
	Why     string   // why nothing is published: set, or an obstacle of package sheet: unread, connected, embedded, pivot, macros, unknown, uncomputed
}

// The setting of a workbook: readers do not see its rows. It still feeds charts
// and totals.
const (
	PrivateYes = "yes"
	PrivateNo  = "no"
)

// Privacy is the value of that setting.
func Privacy(private bool) string {
	if private {
		return PrivateYes
	}
	return PrivateNo
}

// The forms of an original that is not published as it is.
const (
	FormClean = "clean" // a copy without hidden and personal parts
	FormNone  = "none"
)

// State is what happened to a file in the content folder.
type State string

// The states of a workbook.
const (
	Good     State = "good"     // read
	Settling State = "settling" // still being written; tried again
	Kept     State = "kept"     // the newest file cannot be read; the values are from the last good one
	Refused  State = "refused"  // cannot be read, and there are no good values
	Skipped  State = "skipped"  // never loaded: lock file, conflict copy, hidden
)

// Sheet is one sheet of a workbook and what was read of it.
type Sheet struct {
	Name   string
	State  string // read, hidden, empty, chart, macro, broken, no-table
	Tables int    // how many datasets were found on it
}

// Dataset is one table of a workbook. Its rows are without totals, notes and
// repeated headers.
type Dataset struct {
	File       string   // path of the workbook
	Name       string   // unique in the workbook: the sheet's name, with #2, #3 for further tables on it
	Sheet      string   // "" for CSV
	Title      string   // title row above the table, "" if none
	Range      string   // "A3:H20", header included
	HeaderRows int      // 1 or more; 0 if the columns have no header
	Schema     string   // phases, kpi, …, table
	Score      float64  // 0-1, how sure the schema is
	RunnerUp   string   // the next best schema, "" if none came near
	Columns    []Column // at least one
	Rows       []Row
	Totals     []Row
	Notes      []string // lines below the table
	Account    []Lines  // what each line of the sheet is to this table
	AsOf       Date     // from title or notes
	Kept       Date     // if not "", the newest file cannot be read: these are the last good values, of this day
	Series     string   // pattern of the series this was joined from, "" if a single file
}

// Lines are the lines of a sheet that have the same use in a table: title,
// header, repeat (of the header), data, total, group, note, blank or hidden.
type Lines struct {
	Kind  string
	Rows  string // "2, 4-9"
	Count int
}

// Row is one record. Line is the row of the sheet or the line of the CSV file.
type Row struct {
	Line  int
	Cells []Cell // one per column
}

// ColumnType is what the cells of a column hold.
type ColumnType string

// The column types.
const (
	TypeNumber   ColumnType = "number"
	TypePercent  ColumnType = "percent" // numbers in 0-1 (above 1 is legal), shown with %
	TypeDate     ColumnType = "date"
	TypePeriod   ColumnType = "period"
	TypeDuration ColumnType = "duration" // numbers in the column's or cell's unit
	TypeBool     ColumnType = "bool"
	TypeStatus   ColumnType = "status" // text with a normal form: not_started, in_progress, done, paused, cancelled, late
	TypePerson   ColumnType = "person"
	TypeText     ColumnType = "text"
)

// Column is one column of a dataset.
type Column struct {
	Header string     // as written, two-row headers joined by a space
	Field  string     // field of the schema, else a name made from the header; unique in the dataset
	Known  bool       // Field belongs to the schema
	Type   ColumnType // of most cells
	Unit   string     // "%", "天", "min", "h", "d", "wd", "万元", … "" if none
	Ref    string     // the header's cell, "B3"
	Role   string     // raci: the role; selection: the candidate; else ""
	Sure   bool       // the scale of its percentages is certain (a % sign, a number above 1 under %); false: guessed, or no percentages
}

// CellKind says what one cell holds.
type CellKind uint8

// The kinds of cells. Missing and Fault are neither 0 nor "".
const (
	Missing CellKind = iota
	Number           // Num; also percent (0-1) and durations
	Text
	Day      // Text holds a Date; Num the time of day as a fraction, 0 if there is none
	Interval // Text holds a Period
	Bool     // Num is 0 or 1
	Fault
	Letters // letters of RACI: Num holds Parts, Text the letters, "R/A"
	Names   // Text holds people or roles, one on each line
)

// Cell is one value with where it came from.
type Cell struct {
	Kind     CellKind
	Num      float64
	Text     string // text (in a column of Letters with something else in it: Num holds the letters that are); date or period in normal form; status in normal form; the error's name
	Shown    string // as a reader of the spreadsheet sees it; "" means the same as Text
	Unit     string // only where it differs from the column's
	Ref      string // "B6"
	File     string // only in a series: the file this cell came from
	Computed bool   // the formula had no cached value and was calculated by us
}
