// Numbers, periods and names as text. An option is JSON and holds no functions: it names
// a format ("@axis0") and prepare() replaces the name by the function.

/** How the numbers of one axis are written; made by generator/chart. */
export interface NumberFormat {
  percent?: boolean; // 0.92 is 92 %
  digits: number; // most decimals
  unit?: string; // 天, 万元, …
}

/** Writes a negative number with the minus sign U+2212, as generator/text does. */
const minus = (s: string): string => s.replace(/^-/, '−');

function thousands(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

const HUGE = 1e15; // larger numbers are written with a power of ten: nobody counts so many digits

/** A huge number: 1.2344×10¹⁸. */
function power(n: number): string {
  const [mantissa, exponent] = n.toExponential(6).split('e+');
  return minus(mantissa || '').replace(/\.?0+$/, '') + '×10' + (exponent || '').replace(/\d/g, d => '⁰¹²³⁴⁵⁶⁷⁸⁹'[+d] || '');
}

/**
 * A number with thousands separators and at most the format's decimals, without
 * trailing zeros. A half is rounded away from zero, as in generator/text.
 */
export function number(v: number, f: NumberFormat): string {
  let n = f.percent ? v * 100 : v;
  if (Math.abs(n) >= HUGE) return power(n) + (f.percent ? '%' : '');
  if (n !== Math.trunc(n)) n += n * 1e-15;
  const parts = n.toFixed(f.digits).split('.');
  const whole = parts[0] || '0';
  const rest = (parts[1] || '').replace(/0+$/, '');
  const text = thousands(whole) + (rest ? '.' + rest : '');
  return (text === '-0' ? '0' : minus(text)) + (f.percent ? '%' : '');
}

/** A mark of an axis: with all its decimals (9 at most), since two marks must not read alike. */
export function mark(v: number, f: NumberFormat): string {
  const n = f.percent ? v * 100 : v;
  let digits = 0;
  while (digits < 9 && Math.abs(n * 10 ** digits - Math.round(n * 10 ** digits)) > 1e-6) digits++;
  return number(v, { ...f, digits });
}

/** A number with its unit; "—" for a gap. */
export function withUnit(v: unknown, f: NumberFormat): string {
  if (typeof v !== 'number' || !isFinite(v)) return '—';
  const n = number(v, f);
  if (!f.unit || f.percent) return n;
  return f.unit[0] === '/' ? n + f.unit : n + ' ' + f.unit; // 4.2/5, 12 h
}

const period = /^(\d{4})(?:-(Q[1-4]|H[12]|W\d\d|\d\d)(?:-(\d\d))?)?$/;

/**
 * Labels for an axis of periods, so that all fit side by side on width px. The year
 * stands under the first label and under each January (Q1, H1) only. On a narrow axis
 * only every third month is labelled, on a very narrow one only each January.
 */
export function periodLabels(all: string[], width: number, zh: boolean): (value: string, index: number) => string {
  const room = width / Math.max(all.length, 1);
  const step = room >= 27 ? 1 : room * 3 >= 30 ? 3 : 12;
  return (value, index) => {
    const m = period.exec(value);
    if (!m) return value;
    const year = m[1] || '';
    const part = m[2];
    if (!part) return year;
    if (m[3]) return room >= 34 || index % Math.ceil(34 / room) === 0 ? part + '-' + m[3] + (index === 0 ? '\n' + year : '') : '';
    const n = parseInt(part.replace(/\D/g, ''), 10);
    const first = index === 0 || n === 1;
    const week = part[0] === 'W';
    const every = week ? Math.ceil(30 / room) : part[0] === 'Q' || part[0] === 'H' ? (room >= 24 ? 1 : 4) : step;
    if ((week ? index : n - 1) % every !== 0 && !(index === 0 && every === 1)) return '';
    const label = /\D/.test(part) ? part : zh ? n + '月' : String(n);
    return first || every >= 4 ? label + '\n' + year : label;
  };
}

/** About how wide a text is at a font size of 12 px, in px; generator/chart estimates alike. */
export const textWidth = (s: string): number => [...s].reduce((w, c) => w + (c >= '\u1100' ? 12 : 6.8), 0);

/** The text cut in its middle to about px; more of its end stays, since names of one kind often differ at their end. */
function middle(s: string, px: number): string {
  if (textWidth(s) <= px) return s;
  const chars = [...s];
  let tail = '';
  while (chars.length && textWidth(tail + chars[chars.length - 1]) < (px - 12) * 0.6) tail = chars.pop() + tail;
  let head = '';
  while (chars.length && textWidth(head + chars[0] + tail) < px - 12) head += chars.shift();
  return head + '…' + tail;
}

/** How many characters all the texts share at their beginning, or at their end. */
function shared(all: string[], fromEnd: boolean): number {
  const first = all[0] || '';
  let n = 0;
  const at = (s: string): string => s.charAt(fromEnd ? s.length - 1 - n : n);
  while (n < first.length && all.every(s => s.length > n && at(s) === at(first))) n++;
  return n;
}

/**
 * A function that writes each of the names within px so that they still differ: cut in
 * the middle, and if two names are then alike, cut to the part in which they differ.
 */
export function shorten(all: string[], px: number): (name: string) => string {
  const alike: { [short: string]: string[] } = {};
  for (const name of all) {
    const short = middle(name, px);
    const group = (alike[short] = alike[short] || []);
    if (group.indexOf(name) < 0) group.push(name);
  }
  return name => {
    const short = middle(name, px);
    const group = alike[short];
    if (!group || group.length < 2) return short;
    const from = Math.max(shared(group, false) - 2, 0);
    const rest = shared(group, true);
    return middle('…' + name.slice(from, name.length - rest + 2), px);
  };
}
