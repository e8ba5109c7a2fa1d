// Long tables: a field finds rows by their text, a click on a header sorts, and the
// columns of a wide table can be hidden. The templates leave room for these above the table.
import { text } from './texts';

export function tables(): void {
  document.querySelectorAll<HTMLElement>('.table-tools').forEach(tools => {
    const table = tools.nextElementSibling?.querySelector<HTMLTableElement>('table');
    const body = table?.tBodies[0];
    const bar = tools.querySelector<HTMLElement>('.find');
    const heads = [...(table?.tHead?.rows[0]?.cells ?? [])];
    if (!table || !body || !bar) return;
    const rows = [...body.rows];
    find(bar, rows, states(tools));
    heads.forEach((head, i) => sortable(head, i, body, rows));
    if (table.classList.contains('wide')) choose(bar, table, heads);
  });
}

/** The chosen state: fits says whether a row has it; the buttons call changed after each choice. */
interface Filter {
  fits(row: HTMLTableRowElement): boolean;
  changed: () => void;
}

/** The buttons that choose a state (generator/theme/states.go): exactly one is pressed. */
function states(tools: HTMLElement): Filter {
  const box = tools.querySelector<HTMLElement>('.states');
  const filter: Filter = { fits: () => true, changed: () => undefined };
  if (!box) return filter;
  const column = Number(box.dataset.column);
  const buttons = [...box.querySelectorAll('button')];
  const open = buttons.filter(b => b.dataset.opens !== undefined).map(b => b.dataset.state);
  const said = (row: HTMLTableRowElement) => (row.cells[column]?.textContent ?? '').trim();
  buttons.forEach(button =>
    button.addEventListener('click', () => {
      buttons.forEach(b => b.setAttribute('aria-pressed', String(b === button)));
      const { state } = button.dataset;
      if (state !== undefined) filter.fits = row => said(row) === state;
      else if (button.dataset.open !== undefined) filter.fits = row => open.includes(said(row));
      else filter.fits = () => true;
      filter.changed();
    }),
  );
  return filter;
}

/** A field for words; shows the rows that hold all words and have the chosen state. */
function find(bar: HTMLElement, rows: HTMLTableRowElement[], filter: Filter): void {
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
      row.hidden = !filter.fits(row) || !words.every(w => texts[i]!.includes(w));
      if (!row.hidden) shown++;
    });
    count.textContent = text('js.table-rows', shown, rows.length);
  };
  filter.changed = show;
  field.addEventListener('input', e => {
    if (!(e as InputEvent).isComposing) show();
  });
  field.addEventListener('compositionend', show);
  label.append(text('js.table-find'), field);
  bar.append(label, count);
  show();
}

/** The first click sorts upwards, the second downwards, the third restores the order of the sheet. */
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

/** The rows by a column: numbers by size, words in the order of the page's language (Chinese by pinyin), empty cells last. */
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

/** A list of the columns, to hide those that a reader does not need; the key column, which names the row, cannot be hidden. */
function choose(bar: HTMLElement, table: HTMLTableElement, heads: HTMLTableCellElement[]): void {
  const box = document.createElement('details');
  const summary = document.createElement('summary');
  const list = document.createElement('div');
  box.className = 'pick';
  const ticks: HTMLInputElement[] = [];
  const all = ticked(list, text('js.table-all'), on => {
    ticks.forEach(t => t.checked !== on && t.click());
  });
  const say = () => {
    const off = ticks.filter(t => !t.checked).length;
    all.checked = off === 0;
    all.indeterminate = off > 0 && off < ticks.length;
    summary.textContent = text('js.table-columns', heads.length - off, heads.length);
  };
  heads.forEach((head, i) => {
    if (head.classList.contains('key')) return;
    ticks.push(
      ticked(list, head.textContent ?? '', on => {
        for (const row of table.rows) if (row.cells[i]) row.cells[i]!.hidden = !on;
        say();
      }),
    );
  });
  say();
  box.append(summary, list);
  box.addEventListener('keydown', e => {
    if (e.key !== 'Escape') return;
    box.open = false;
    summary.focus();
  });
  bar.append(box);
}

function ticked(list: HTMLElement, name: string, changed: (on: boolean) => void): HTMLInputElement {
  const label = document.createElement('label');
  const tick = document.createElement('input');
  tick.type = 'checkbox';
  tick.checked = true;
  tick.addEventListener('change', () => changed(tick.checked));
  label.append(tick, name);
  list.append(label);
  return tick;
}
