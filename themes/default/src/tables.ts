// Long tables: rows are found by their text, sorted by a column, and of a wide
// table the columns are chosen. The theme leaves the room above such a table.
import { text } from './texts';

export function tables(): void {
  document.querySelectorAll<HTMLElement>('.table-tools').forEach(tools => {
    const table = tools.nextElementSibling?.querySelector<HTMLTableElement>('table');
    const body = table?.tBodies[0];
    const heads = [...(table?.tHead?.rows[0]?.cells ?? [])];
    if (!table || !body) return;
    const rows = [...body.rows];
    find(tools, rows);
    heads.forEach((head, i) => sortable(head, i, body, rows));
    if (table.classList.contains('wide')) choose(tools, table, heads);
  });
}

/** A field that hides the rows without its words. */
function find(tools: HTMLElement, rows: HTMLTableRowElement[]): void {
  const label = document.createElement('label');
  const field = document.createElement('input');
  const count = document.createElement('span');
  field.type = 'search';
  count.setAttribute('role', 'status');
  const texts = rows.map(r => (r.textContent ?? '').toLowerCase());
  const show = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, i) => {
      row.hidden = !words.every(w => texts[i]!.includes(w));
      if (!row.hidden) shown++;
    });
    count.textContent = text('js.table-rows', shown, rows.length);
  };
  field.addEventListener('input', e => {
    if (!(e as InputEvent).isComposing) show();
  });
  field.addEventListener('compositionend', show);
  label.append(text('js.table-find'), field);
  tools.append(label, count);
  show();
}

/** A click sorts up, the next down, the third as in the sheet. */
function sortable(head: HTMLTableCellElement, column: number, body: HTMLElement, rows: HTMLTableRowElement[]): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'sort';
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener('click', () => {
    const next = { ascending: 'descending', descending: '' }[head.getAttribute('aria-sort') ?? ''] ?? 'ascending';
    head.parentElement!.querySelectorAll('[aria-sort]').forEach(h => h.removeAttribute('aria-sort'));
    if (next) head.setAttribute('aria-sort', next);
    body.append(...(next ? sorted(rows, column, next === 'ascending') : rows));
  });
}

/** The rows by a column: numbers by size, words as people look them up, gaps last. */
function sorted(rows: HTMLTableRowElement[], column: number, up: boolean): HTMLTableRowElement[] {
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const keys = new Map(rows.map(r => [r, value(r.cells[column])]));
  return [...rows].sort((a, b) => {
    const x = keys.get(a)!;
    const y = keys.get(b)!;
    if (x === '' || y === '') return Number(x === '') - Number(y === '');
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : words.compare(String(x), String(y));
    return up ? order : -order;
  });
}

function value(cell: HTMLTableCellElement | undefined): number | string {
  if (!cell || cell.hasAttribute('data-none')) return '';
  const said = (cell.textContent ?? '').trim();
  const plain = said.replace(/,/g, '').replace(/%$/, '');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : said;
}

/** A list of the columns, to hide what one does not need; the first that has words stays. */
function choose(tools: HTMLElement, table: HTMLTableElement, heads: HTMLTableCellElement[]): void {
  const box = document.createElement('details');
  const summary = document.createElement('summary');
  const list = document.createElement('div');
  box.className = 'pick';
  let shown = heads.length;
  const say = () => (summary.textContent = text('js.table-columns', shown, heads.length));
  heads.forEach((head, i) => {
    if (head.classList.contains('key')) return;
    const label = document.createElement('label');
    const tick = document.createElement('input');
    tick.type = 'checkbox';
    tick.checked = true;
    tick.addEventListener('change', () => {
      for (const row of table.rows) if (row.cells[i]) row.cells[i]!.hidden = !tick.checked;
      shown += tick.checked ? 1 : -1;
      say();
    });
    label.append(tick, head.textContent ?? '');
    list.append(label);
  });
  say();
  box.append(summary, list);
  box.addEventListener('keydown', e => {
    if (e.key !== 'Escape') return;
    box.open = false;
    summary.focus();
  });
  tools.append(box);
}
