// The parts of a Gantt chart that depend on today: the line of today, the end of bars
// that still run, and which rows are late. Also the button that folds a long plan.
import { daysUntil } from './freshness';
import { text } from './texts';

const svg = 'http://www.w3.org/2000/svg';

export function gantts(): void {
  document.querySelectorAll<HTMLTableElement>('table.gantt:not(.still)').forEach(table => {
    const toStart = daysUntil(table.dataset.start ?? '', table);
    const toEnd = daysUntil(table.dataset.end ?? '', table);
    const length = toEnd - toStart + 1;
    if (!(length > 0)) return;
    const today = (-toStart / length) * 100;
    cutOpenBars(table, today);
    if (today >= 0 && today <= 100) drawToday(table, today);
    lateWords(table);
  });
  document.querySelectorAll<HTMLTableElement>('table.gantt:not(.still)').forEach(folding);
}

/** A button folds a long plan to its phases and milestones; on the home page it is folded from the start. */
function folding(table: HTMLTableElement): void {
  const rows = table.tBodies[0]?.rows.length ?? 0;
  const tasks = table.querySelectorAll('tbody tr:not(.level-0):not(.is-milestone)').length;
  const legend = table.closest('figure')?.querySelector('.gantt-legend');
  if (rows < 12 || tasks < 6 || tasks === rows || !legend) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'fold';
  const set = (folded: boolean) => {
    table.classList.toggle('folded', folded);
    button.setAttribute('aria-expanded', String(!folded));
    button.textContent = folded ? text('js.gantt-unfold', tasks) : text('js.gantt-fold');
  };
  button.addEventListener('click', () => set(!table.classList.contains('folded')));
  set(document.body.classList.contains('kind-home'));
  legend.before(button);
}

function cutOpenBars(table: HTMLElement, today: number): void {
  table.querySelectorAll('[data-open]').forEach(bar => {
    const x = parseFloat(bar.getAttribute('x') ?? '0');
    const w = parseFloat(bar.getAttribute('width') ?? '0');
    bar.setAttribute('width', `${Math.max(0.4, Math.min(w, today - x))}%`);
    bar.classList.remove('open');
  });
}

function drawToday(table: HTMLElement, today: number): void {
  const line = document.createElementNS(svg, 'line');
  line.setAttribute('class', 'today');
  line.setAttribute('x1', `${today}%`);
  line.setAttribute('x2', `${today}%`);
  line.setAttribute('y1', '0');
  line.setAttribute('y2', '100%');
  table.querySelectorAll('tbody .track > svg').forEach(s => s.append(line.cloneNode()));
  const head = table.querySelector('thead .track > svg');
  if (head) {
    const mark = document.createElementNS(svg, 'text');
    mark.setAttribute('x', `${today}%`);
    mark.setAttribute('y', '11');
    mark.setAttribute('class', 'today-mark');
    if (today < 6) mark.classList.add('at-start');
    if (today > 94) mark.classList.add('at-end');
    mark.textContent = text('js.today');
    const stem = line.cloneNode() as SVGLineElement;
    stem.setAttribute('y1', '15');
    head.append(mark, stem);
  }
  const key = table.closest('figure')?.querySelector<HTMLElement>('.key.today');
  if (key) key.hidden = false;
  const now = new Date();
  const iso = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(n => String(n).padStart(2, '0')).join('-');
  const kept = table.closest<HTMLElement>('[data-day]')?.dataset.day;
  if (key) key.textContent = kept ?? `${text('js.today')} ${iso}`;
}

/** Marks rows whose planned end has passed since the page was built; rows that were late before hold the mark already. */
function lateWords(table: HTMLElement): void {
  table.querySelectorAll<HTMLElement>('tr[data-plan-end]').forEach(row => {
    if (row.dataset.status === 'done' || row.dataset.status === 'cancelled') return;
    const state = row.querySelector('.state');
    const left = daysUntil(row.dataset.planEnd!, row);
    if (!state || left >= 0 || state.querySelector('.late')) return;
    const late = document.createElement('span');
    late.className = 'late';
    late.textContent = text('js.late', -left);
    state.append(late);
  });
}
