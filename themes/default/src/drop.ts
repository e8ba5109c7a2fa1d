// The drop zone of `milepost serve --drop`: a reader drags a workbook here, sees what
// the site would make of it and what changed, and saves it. Only that page loads this
// script. Texts from the server are set as text, never as HTML.

export {};

interface Done {
  id: string;
  path: string;
  at: string;
  new: boolean;
  undone: boolean;
}
interface State {
  words: Record<string, string>;
  folders: string[];
  names: Record<string, string>;
  done: Done[];
  types: string[];
  mb: number;
  bytes: number;
}
interface Problem {
  level: 'error' | 'warning' | 'note';
  rule: string;
  pos: string;
  text: string;
  hint?: string;
}
interface Part {
  what: 'row' | 'column' | 'period';
  name: string;
  ref: string;
  added: boolean;
}
interface Cell {
  row: string;
  column: string;
  was: string;
  now: string;
  ref: string;
}
interface Table {
  name: string;
  called: string;
  counts: Record<string, number>;
  kind: string;
  change: 'same' | 'added' | 'gone' | 'altered';
  rows: number;
  was: number;
  parts: Part[];
  cells: Cell[];
  changed: number;
  more: number;
}
interface Tried {
  id: string;
  path: string;
  there: boolean;
  same: boolean;
  readable: boolean;
  page: string;
  tables: Table[];
  problems: Problem[];
  others: Problem[];
  solved: number;
  more: number;
}
interface Saved {
  id: string;
  path: string;
  page: string;
  done: Done[];
}

const root = document.getElementById('drop') as HTMLElement;
const base = '/_milepost/drop/';
let state: State;
let file: File | undefined;
let waiting: File[] = [];

const word = (key: string, ...args: (string | number)[]) => args.reduce<string>((s, a, i) => s.split(`{${i}}`).join(String(a)), state.words[key] ?? key);

type Child = Node | string | undefined | false;

function el(tag: string, attrs: Record<string, string> = {}, ...children: Child[]): HTMLElement {
  const e = document.createElement(tag);
  for (const [k, v] of Object.entries(attrs)) e.setAttribute(k, v);
  return fill(e, ...children);
}

/** Replaces the children of an element. */
function fill(e: HTMLElement, ...children: Child[]): HTMLElement {
  e.replaceChildren(...children.filter((c): c is Node | string => !!c));
  return e;
}

function button(text: string, kind: string, press: () => void): HTMLButtonElement {
  const b = el('button', { type: 'button', class: kind }, text) as HTMLButtonElement;
  b.addEventListener('click', press);
  return b;
}

async function post<T>(what: string, query: Record<string, string>, body?: Blob): Promise<T> {
  const answer = await fetch(base + what + '?' + new URLSearchParams(query), {
    method: 'POST',
    body,
    headers: { 'Milepost-Token': root.dataset.token ?? '', 'Content-Type': 'application/octet-stream' },
  });
  const said = answer.headers.get('Content-Type')?.includes('json') ? ((await answer.json()) as { error?: string }) : { error: `${answer.status}` };
  if (!answer.ok) throw new Error(said.error ?? `${answer.status}`);
  return said as T;
}

// The parts of the page, in their order.
const zone = el('section', { class: 'zone', 'aria-live': 'polite' });
const result = el('section', { class: 'result', tabindex: '-1', 'aria-live': 'polite' });
const drops = el('section', { class: 'history' });
let folder: HTMLSelectElement;

async function begin(): Promise<void> {
  state = (await (await fetch(base + 'state')).json()) as State;
  folder = el('select', { id: 'folder' }) as HTMLSelectElement;
  for (const f of state.folders) folder.append(el('option', { value: f }, f || word('root')));
  folder.addEventListener('change', () => file && void attempt());
  const input = el('input', { type: 'file', id: 'file', multiple: '', accept: state.types.join(',') }) as HTMLInputElement;
  input.addEventListener('change', () => {
    take([...(input.files ?? [])]);
    input.value = '';
  });
  zone.append(
    el('p', { class: 'lead' }, el('label', { for: 'file', class: 'pick' }, word('pick')), ' ', word('here'), input),
    el('p', {}, el('label', { for: 'folder' }, word('folder')), ' ', folder),
    el('p', { class: 'muted' }, word('kinds', state.mb)),
  );
  root.append(el('p', { class: 'muted' }, word('about')), zone, result, drops);
  drawHistory(state.done);
}

// The whole window takes a file: one that is dropped beside the frame would otherwise be opened instead of this page.
addEventListener('dragover', e => {
  e.preventDefault();
  zone.classList.add('over');
});
addEventListener('dragleave', e => !e.relatedTarget && zone.classList.remove('over'));
addEventListener('drop', e => {
  e.preventDefault();
  zone.classList.remove('over');
  take([...(e.dataTransfer?.files ?? [])]);
});

function take(files: File[]): void {
  const [first, ...rest] = files;
  if (!first || !state) return;
  waiting = rest;
  choose(first);
}

/** A file name for comparison: macOS writes é as e and an accent, and Windows ignores letter case. */
const plain = (name: string) => name.normalize('NFC').toLowerCase();

function choose(f: File): void {
  file = f;
  const known = Object.keys(state.names).find(n => n === f.name) ?? Object.keys(state.names).find(n => plain(n) === plain(f.name));
  if (known !== undefined) folder.value = state.names[known] ?? '';
  void attempt();
}

/** Asks the server what the site would be with the file, and shows the answer. */
async function attempt(): Promise<void> {
  const asked = file;
  if (!asked) return;
  fill(result, el('p', { class: 'busy' }, word('reading', asked.name)));
  try {
    const tried = await post<Tried>('try', { folder: folder.value, name: asked.name }, asked.slice(0, state.bytes + 1)); // one byte over the limit tells the server that the file is too large
    if (file === asked) show(tried);
  } catch (err) {
    if (file === asked) fill(result, el('p', { class: 'error', role: 'alert' }, (err as Error).message), next());
  }
}

function show(t: Tried): void {
  const errors = t.problems.filter(p => p.level === 'error').length;
  fill(
    result,
    el('h2', {}, t.path),
    el('p', { class: t.readable && !errors ? 'good' : 'error' }, verdict(t, errors)),
    el('p', { class: 'actions' }, t.readable && !t.same && button(word(t.there ? 'replace' : 'save'), 'primary', () => void save(t)), button(word('drop'), '', forget)),
    problems(t),
    changes(t),
    ...preview(t),
  );
  result.focus();
}

function verdict(t: Tried, errors: number): string {
  if (!t.readable) return word('unread');
  if (t.same) return word('same');
  if (errors) return word('errors', errors);
  return word(t.there ? 'ready.replace' : 'ready.new');
}

function problems(t: Tried): HTMLElement | undefined {
  if (!t.problems.length && !t.others.length && !t.solved) return undefined;
  const list = (all: Problem[]) =>
    el(
      'ul',
      { class: 'problems' },
      ...all.map(p =>
        el(
          'li',
          { class: p.level },
          el('b', {}, word('level.' + p.level)),
          ' ',
          el('span', { class: 'pos' }, p.pos),
          ' ',
          p.text,
          p.hint ? el('div', { class: 'muted' }, p.hint) : undefined,
        ),
      ),
    );
  return el(
    'section',
    {},
    el('h3', {}, word('problems')),
    t.problems.length ? list(t.problems) : el('p', { class: 'muted' }, word('no-problems')),
    t.others.length > 0 && el('h3', {}, word('others')),
    t.others.length > 0 && list(t.others),
    t.more > 0 && el('p', { class: 'muted' }, word('more', t.more)),
    t.solved > 0 && el('p', { class: 'muted' }, word('solved', t.solved)),
  );
}

function changes(t: Tried): HTMLElement {
  const box = el('section', {}, el('h3', {}, word(t.there ? 'changes' : 'tables')));
  if (!t.tables.length) box.append(el('p', { class: 'muted' }, word('no-tables')));
  for (const x of t.tables) {
    const counts = (['period', 'column', 'row'] as const)
      .flatMap(what =>
        [true, false].map(added => {
          const key = `${what}.${added ? 'added' : 'gone'}`;
          return x.counts[key] ? word(key, x.counts[key]) : '';
        }),
      )
      .filter(s => s);
    if (x.called) counts.unshift(word('called', x.called));
    if (x.changed) counts.push(word('cells', x.changed));
    const head = el(
      'summary',
      {},
      el('b', {}, x.name),
      ' ',
      el('span', { class: 'muted' }, `${x.kind} · ` + (x.change === 'gone' ? word('rows', x.was) : word('rows', x.rows))),
      ' ',
      el('span', { class: 'change ' + x.change }, x.change === 'altered' ? counts.join(word('comma')) : word('change.' + x.change)),
    );
    const d = el('details', {}, head) as HTMLDetailsElement;
    d.open = x.change === 'altered' && x.parts.length + x.cells.length <= 40;
    if (x.parts.length)
      d.append(
        el(
          'ul',
          {},
          ...x.parts.map(p =>
            el(
              'li',
              { class: p.added ? 'added' : 'gone' },
              word(`${p.what}.one.${p.added ? 'added' : 'gone'}`, p.name),
              p.ref ? el('span', { class: 'pos' }, ` ${p.ref}`) : undefined,
            ),
          ),
        ),
      );
    if (x.cells.length) d.append(cells(x));
    if (x.more) d.append(el('p', { class: 'muted' }, word('more', x.more)));
    box.append(d);
  }
  return box;
}

function cells(x: Table): HTMLElement {
  const body = el('tbody');
  for (const c of x.cells)
    body.append(el('tr', {}, el('th', { scope: 'row' }, c.row), el('td', {}, c.column), el('td', {}, c.was || '—'), el('td', {}, c.now || '—'), el('td', { class: 'pos' }, c.ref)));
  const head = el('tr', {}, ...['row', 'column', 'was', 'now', 'cell'].map(k => el('th', { scope: 'col' }, word('head.' + k))));
  return el('div', { class: 'scroll', tabindex: '0' }, el('table', {}, el('thead', {}, head), body));
}

/** The file's page as it would be, with the site's own styles. Its frame runs no script and downloads nothing: the file is not saved yet. */
function preview(t: Tried): HTMLElement[] {
  if (!t.page) return [];
  return [el('h3', {}, word('preview')), el('iframe', { src: t.page, title: word('preview'), sandbox: 'allow-same-origin' })];
}

async function save(t: Tried): Promise<void> {
  try {
    const s = await post<Saved>('save', { id: t.id });
    state.names[file?.name ?? ''] = folder.value;
    file = undefined;
    drawHistory(s.done);
    fill(
      result,
      el('p', { class: 'good', role: 'status' }, word('saved', s.path)),
      el(
        'p',
        { class: 'actions' },
        s.page ? el('a', { href: '/' + s.page.split('/').map(encodeURIComponent).join('/'), class: 'primary', target: '_blank' }, word('look')) : undefined,
        button(word('undo'), '', () => void undo(s.id)),
        waiting.length > 0 && next(),
      ),
    );
  } catch (err) {
    result.prepend(el('p', { class: 'error', role: 'alert' }, (err as Error).message));
  }
}

/** A button for the next of several dropped files. */
function next(): HTMLElement | undefined {
  const [first, ...rest] = waiting;
  if (!first) return undefined;
  return button(word('next', first.name), '', () => {
    waiting = rest;
    choose(first);
  });
}

function forget(): void {
  file = undefined;
  fill(result, next());
}

async function undo(id: string): Promise<void> {
  try {
    const s = await post<Saved>('undo', { id });
    drawHistory(s.done);
    fill(result, el('p', { class: 'good', role: 'status' }, word('undone', s.path)));
  } catch (err) {
    fill(result, el('p', { class: 'error', role: 'alert' }, (err as Error).message));
  }
}

function drawHistory(done: Done[]): void {
  drops.replaceChildren();
  if (!done.length) return;
  drops.append(
    el('h2', {}, word('history')),
    el(
      'ul',
      {},
      ...done.map(d =>
        el(
          'li',
          { class: d.undone ? 'gone' : '' },
          el('time', { datetime: d.at }, new Date(d.at).toLocaleString(document.documentElement.lang)),
          ' ',
          d.path,
          ' ',
          el('span', { class: 'muted' }, word(d.undone ? 'was-undone' : d.new ? 'was-new' : 'was-replaced')),
          ' ',
          !d.undone && button(word('undo'), 'small', () => void undo(d.id)),
        ),
      ),
    ),
  );
}

begin().catch(err => root.append(el('p', { class: 'error', role: 'alert' }, String((err as Error).message))));
