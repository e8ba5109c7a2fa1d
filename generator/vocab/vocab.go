// Package vocab reads what people write: the words of headers, statuses, RACI
// letters, yes and no, and the spellings of dates, periods, numbers, units and
// lengths of time.
//
// A text goes in; out comes its normal form and a verdict: it is not of this
// kind, it is fine, or what is wrong with it. Nothing here knows a file, a
// column or a message; who asks says what is wrong, and where. A new word or
// spelling is added here and nowhere else: words in vocabulary.json, each
// spelling in the file of its kind.
package vocab
