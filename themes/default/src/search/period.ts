// How a query names a month or a quarter. Who writes one beside other words looks for
// what is called so: 十月月报 is the report of that month, however its name says it.

export const yearMonth = /(20\d\d) ?[-/.年] ?(\d{1,2})(?: ?月)?(?![\d-])/;
export const month = /(?:(十[一二]?|[一二三四五六七八九])|(\d{1,2}) ?)月份?(?! ?\d{1,2} ?[日号])/;
export const quarter = /第?(?:([一二三四])|([1-4])) ?季度|q([1-4])(?![a-z0-9])/;

const any = new RegExp([yearMonth, month, quarter].map(r => r.source).join('|'));

/** Whether a folded text names a month or a quarter, and something else. */
export const ofPeriod = (text: string): boolean => any.test(text) && text.replace(any, '').trim().length > 1;
