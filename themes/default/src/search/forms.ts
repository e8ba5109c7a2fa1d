// The other ways to write dates, periods, codes and versions: people type
// 20260912 for 2026-09-12, INC260912 for INC-260912, 十月 for 10月, Q3 for 第三季度.

import { month as monthWord, quarter as quarterWord, yearMonth } from './period';

const digits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const two = (n: number): string => String(n).padStart(2, '0');

interface Writing {
  at: RegExp; // sticky
  others: (m: RegExpExecArray, year: string) => string[];
  period?: boolean; // a month or a quarter
  amount?: boolean; // does not go on from a number before it
}

const sticky = (r: RegExp): RegExp => new RegExp(r, 'y');

/** What a stretch of folded text may be, the most special first. */
const writings: Writing[] = [
  { at: /(20\d\d)(\d\d)(\d\d)(?!\d)|(20\d\d) ?[-/.年] ?(\d{1,2}) ?[-/.月] ?(\d{1,2})(?: ?日)?(?!\d)/y, others: m => day(m[1] ?? m[4]!, +(m[2] ?? m[5]!), +(m[3] ?? m[6]!)) },
  { at: /(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]/y, others: m => (valid(+m[1]!, +m[2]!) ? shortDay(+m[1]!, +m[2]!) : []) },
  { at: sticky(yearMonth), others: m => month(+m[2]!, m[1]!), period: true },
  { at: sticky(monthWord), others: (m, year) => month(m[1] ? digits.indexOf(m[1]) : +m[2]!, year, true), period: true },
  { at: sticky(quarterWord), others: m => quarter(m[1] ? digits.indexOf(m[1]) : +(m[2] ?? m[3]!)), period: true },
  { at: /(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)/y, others: m => grouped(m.slice(1)) }, // telephones
  { at: /([48]00)[- ]?(\d{3})[- ]?(\d{4})(?!\d)/y, others: m => [...grouped(m.slice(1)), `${m[1]}-${m[2]}${m[3]}`] },
  { at: /\(?(010|02\d|0[3-9]\d\d)\)?[- ]?(\d{3,4})[- ]?(\d{4})(?!\d)/y, others: m => landline(m[1]!, m[2]!, m[3]!) },
  { at: /\d{1,3}(?:,\d{3})+(?!\d)/y, others: m => [m[0].replace(/,/g, '')], amount: true },
  { at: /(?!20\d\d(?!\d))[1-9]\d{3,8}(?![\d-])/y, others: m => [m[0].replace(/\B(?=(\d{3})+$)/g, ',')], amount: true }, // 1320 for 1,320
  { at: /v(\d+(?:\.\d+)+)/y, others: m => [m[1] + '.', m[1]!] }, // of 1.6 first 1.6.0, then what may be a figure
  { at: /\d+(?:\.\d+)+/y, others: m => ['v' + m[0]] },
  { at: /([a-z]{2,})(\d{6})(\d{1,3})(?!\d)/y, others: m => [`${m[1]}-${m[2]}-${m[3]}`, `${m[1]}-${m[2]}${m[3]}`] },
  { at: /([a-z]{2,})(\d{2,})(?!\d)/y, others: m => [`${m[1]}-${m[2]}`] },
  { at: /([a-z]{2,})-(\d{2,})(?:-(\d{1,3}))?(?![\d-])/y, others: m => [m[1]! + m[2]! + (m[3] ?? '')] },
];

const grouped = (groups: string[]): string[] => ['-', ' ', ''].map(gap => groups.join(gap));

const landline = (area: string, a: string, b: string): string[] => [
  `${area}-${a}${b}`,
  `${area} ${a}${b}`,
  `${area}-${a}-${b}`,
  `(${area}) ${a}-${b}`,
  `(${area})${a}${b}`,
  `(${area}) ${a}${b}`,
  area + a + b,
];

const valid = (m: number, d: number): boolean => m >= 1 && m <= 12 && d >= 1 && d <= 31;

function day(y: string, m: number, d: number): string[] {
  if (!valid(m, d)) return [];
  return [`${y}-${two(m)}-${two(d)}`, `${y}年${m}月${d}日`, `${y}/${m}/${d}`, `${y}/${two(m)}/${two(d)}`, `${y}.${m}.${d}`, `${y}${two(m)}${two(d)}`, `${m}月${d}日`];
}

const shortDay = (m: number, d: number): string[] => [`${m}月${d}日`, `${two(m)}-${two(d)}`, `${m}/${d}`, `${two(m)}${two(d)}`];

function month(m: number, year: string, bare = false): string[] {
  if (m < 1 || m > 12) return [];
  return [...(bare ? [`${m}月`, `${digits[m]}月`] : []), `${year}-${two(m)}`, `${year}年${m}月`];
}

const quarter = (n: number): string[] => [`q${n}`, `第${digits[n]}季度`, `${digits[n]}季度`, `${n}季度`];

/** A stretch that has other writings; from and to are units of the text. */
export interface Written {
  from: number;
  to: number;
  others: string[];
  period: boolean; // a month or a quarter
}

/** The stretches of a folded text that are written in other ways too. year is the one meant by a month without one. */
export function written(text: string, year: string): Written[] {
  const out: Written[] = [];
  for (let i = 0; i < text.length;) {
    const w = begins(text, i) ? writtenAt(text, i, year) : undefined;
    if (w) out.push(w);
    i = w ? w.to : i + 1;
  }
  return out;
}

// No date begins in a number, no code in a word, and 三个月 or 第十月 is no month of the year.
const begins = (text: string, i: number): boolean =>
  i === 0 || (!(/[a-z0-9.]/.test(text[i]!) && /[a-z0-9._]/.test(text[i - 1]!)) && !/[零一二三四五六七八九十百个第]/.test(text[i - 1]!));

function writtenAt(text: string, i: number, year: string): Written | undefined {
  for (const { at, others, period = false, amount } of writings) {
    if (amount && /[-.,:/]/.test(text[i - 1] ?? '')) continue;
    at.lastIndex = i;
    const m = at.exec(text);
    if (!m) continue;
    const all = [...new Set(others(m, year))].filter(o => o !== m[0]);
    if (all.length > 0) return { from: i, to: i + m[0].length, others: all, period };
  }
  return undefined;
}

/** A folded text with its dates, codes and versions written in other ways, at most limit. */
export function forms(text: string, year: string, limit: number): string[] {
  let out = [''];
  let at = 0;
  for (const w of written(text, year)) {
    const before = text.slice(at, w.from);
    const ways = [text.slice(w.from, w.to), ...w.others];
    out = out.flatMap(s => ways.map(o => s + before + o)).slice(0, 4 * limit);
    at = w.to;
  }
  return out
    .map(s => s + text.slice(at))
    .filter(s => s !== text)
    .slice(0, limit);
}
