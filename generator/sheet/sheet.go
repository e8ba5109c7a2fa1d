// Package sheet reads spreadsheets as project managers leave them.
//
// In go the path and bytes of one file and the options; out comes a workbook:
// datasets with typed columns, a cell reference behind every value, and
// diagnostics that name sheet, cell and the mend. It is a pure function of its
// arguments; it never panics, never reads part of a table as if it were the
// whole, and its time and memory are bounded.
//
// The steps, each in its own file:
//
//   - sniff: what the bytes are, whatever the name says.
//   - parts: open the package within its limits; every byte read is verified
//     against its checksum.
//   - xml, book, worksheet: read the parts token by token. Ill-formed XML, a
//     DTD, cells out of order or doubled, texts or formats that are not in the
//     file: each is a fault of the sheet, which is then not used at all.
//   - numfmt, numscan, numshow: a number is a date, a share or a length of time only if its
//     format says so.
//   - csv: encoding and delimiter of text tables.
//   - formula, function, stale: results of simple formulas that came without one,
//     or with a placeholder for it.
//   - locate, header, headparts, heads, rows: find the tables on the grid, their
//     headers (months over weeks, two languages), records, totals and notes.
//   - account: each line of the sheet has one name, and no record is lost.
//   - across, turn, wide, unfold, bars: periods across become records, each with
//     its year; the bars of a plan are no data.
//   - calendar, levels, lying: years and months in columns of their own, rows
//     that sum up others, tables on their side.
//   - recognise, traps: which schema this is, by the words of package vocab.
//   - about, complaints: what is fixed for a table before its cells are read,
//     and what is wrong with them.
//   - lane, column: one column at a time, raw cells become values: amount, scale
//     (shares and scores), duration, when (days and periods), years (of 9月).
//   - dataset, read: put together.
//   - write, writecell, writechart, writename, ordered: a workbook as plain
//     output, which reads back with the same values.
//
// Nothing of a value comes from excelize, which loses data without an error
// when a file is damaged (see the test that compares the two readings); it
// writes workbooks.
package sheet
