// Package sheet reads spreadsheets as project managers write them.
//
// In go the path and bytes of one file and the options; out comes a workbook:
// datasets with typed columns, a cell reference behind every value, and
// diagnostics that name sheet, cell and what to do. It is a pure function of its
// arguments; it never panics, never takes a part of a table for the whole, and its time
// and memory are limited.
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
//   - formula, function, stale: calculate simple formulas without a result, or with a
//     placeholder for it.
//   - locate, header, headparts, heads, rows: find the tables on the grid, their
//     headers (months over weeks, two languages), records, totals and notes.
//   - account: check that each line of the sheet is accounted for and no record is lost.
//   - across, turn, wide, unfold, bars: columns of periods become records, each with
//     its year; the drawn bars of a plan are skipped.
//   - calendar, levels, lying: years and months in columns of their own, rows with
//     sums of others, tables with a column for each record.
//   - recognise, traps: which schema this is, by the words of package vocab.
//   - about, complaints: what is known of a table before its cells are read, and its
//     diagnostics.
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
