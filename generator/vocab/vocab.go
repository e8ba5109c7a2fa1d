// Package vocab reads what people write: the words of headers, statuses, RACI
// letters, yes and no, and the spellings of dates, periods, numbers, units and
// lengths of time.
//
// A text goes in; its normal form comes out, with a verdict where a text can be
// wrong: it is not of this kind, it is fine, or what is wrong with it. Nothing here
// knows a file, a column or a message; the caller reports what is wrong, and where.
// A new word or spelling is added here and nowhere else: words in vocabulary.json
// or in the table beside their reader, each spelling in the file of its kind.
package vocab
