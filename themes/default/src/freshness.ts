// Judges dates on the day the page is read, not on the day it was built: in a copy
// that nobody rebuilds, what is late still turns red.
import { text } from './texts';

const day = 86400000;

/** Milliseconds of an ISO date; NaN if it is none. */
function parse(iso: string): number {
  const m = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso);
  return m ? Date.UTC(+m[1]!, +m[2]! - 1, +m[3]!) : NaN;
}

/**
 * Days from today (the reader's calendar) to an ISO date; NaN if it is none.
 * If at lies in an issued report (data-day), today is the day of that report.
 */
export function daysUntil(iso: string, at?: Element): number {
  const now = new Date();
  const kept = parse(at?.closest<HTMLElement>('[data-day]')?.dataset.day ?? '');
  const today = kept || Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  return Math.round((parse(iso) - today) / day);
}

function note(after: Element, kind: string, words: string): void {
  const mark = document.createElement('span');
  mark.className = `fresh ${kind}`;
  mark.textContent = words;
  after.after(' ', mark);
}

/** A review is shown this many days ahead; it turns red when it is overdue by more than grace days. */
const soon = 30;
const grace = 14;

/** The elements whose data attributes hold a day to judge. */
const days = '[data-due]:not(main), [data-stale], [data-left], .late[data-since], .kpi[data-deadline], [data-until]';

/**
 * Judges days while the page is loading, before they are painted: a word that is added
 * later would move the text that somebody reads. A MutationObserver is called before the
 * browser paints new elements.
 */
export function freshness(): void {
  const judged = new WeakSet<Element>();
  const look = () => {
    document.querySelectorAll<HTMLElement>(days).forEach(e => {
      if (judged.has(e) || !whole(e)) return;
      judged.add(e);
      judge(e);
    });
    document.querySelectorAll<HTMLElement>('[data-late-count]').forEach(recount);
    reviews();
    coming.takeRecords(); // forgets the changes that look itself has made
  };
  const coming = new MutationObserver(look);
  coming.observe(document, { childList: true, subtree: true });
  document.addEventListener('DOMContentLoaded', () => {
    coming.disconnect();
    look();
  });
}

/** Whether an element is loaded to its end: it is if anything follows it or one of its ancestors. */
function whole(e: Element): boolean {
  if (document.readyState !== 'loading') return true;
  for (let n: Element | null = e; n; n = n.parentElement) if (n.nextSibling) return true;
  return false;
}

function judge(e: HTMLElement): void {
  const { due, stale, left, since, deadline } = e.dataset;
  if (due) review(e, daysUntil(due, e));
  if (stale) {
    const days = daysUntil(stale, e);
    if (days < 0) note(e, 'late', text('js.stale', -days));
  }
  if (left) {
    const days = daysUntil(left, e);
    if (days < 0) note(e, 'late', text('js.late', -days));
    else if (days === 0) note(e, 'soon', text('js.today'));
    else if (days <= 90) note(e, 'left', text('js.days-left', days));
  }
  if (since) {
    const days = daysUntil(since, e);
    if (days < 0) e.textContent = text('js.late', -days);
  }
  if (deadline) missed(e);
  if ('until' in e.dataset) until(e);
}

/** Adds a note on when a page is to be reviewed; lists (data-quiet) tell only of pages that are due or overdue. */
function review(e: HTMLElement, left: number): void {
  const quiet = 'quiet' in e.dataset;
  if (left < 0) note(e, left < -grace ? 'late' : 'soon', text('js.overdue', -left));
  else if (left === 0) note(e, 'soon', text('js.due-today'));
  else if (left <= soon && !quiet) note(e, 'soon', text('js.due-soon', left));
  if (quiet) e.hidden = true;
}

/** Writes how many days a line has left, or how many it is late. */
function until(e: HTMLElement): void {
  const left = daysUntil(e.dataset.until!);
  if (isNaN(left)) return;
  const mark = document.createElement('span');
  mark.className = left < 0 ? 'tag t-bad' : left === 0 ? 'tag t-warn' : 'n';
  mark.textContent =
    left < -1
      ? text('js.until-late', -left)
      : left === -1
        ? text('js.until-late-one')
        : left === 0
          ? text('js.until-today')
          : left === 1
            ? text('js.until-tomorrow')
            : text('js.until', left);
  e.replaceChildren(mark);
}

/** Counts, in the heading of a section, its lines that are late. */
function recount(e: HTMLElement): void {
  const late = e.closest('section')?.querySelectorAll('[data-until] > .t-bad').length ?? 0;
  if (late <= parseInt(e.textContent || '0', 10)) return; // the build also counted lines that the page leaves out
  e.textContent = text('js.late-count', late);
  e.hidden = false;
}

/** Turns an indicator red if its deadline has passed since the page was built. */
function missed(card: HTMLElement): void {
  const state = card.querySelector('.kpi-state');
  if (!state || !(daysUntil(card.dataset.deadline!, card) < 0)) return;
  card.className = 'kpi k-missed';
  state.textContent = card.dataset.missed!;
}

/** The home page lists reviews by date: hides those more than soon days ahead and counts those that are overdue. */
function reviews(): void {
  const list = document.querySelector('[data-reviews]');
  if (!list) return;
  let overdue = 0;
  let shown = 0;
  list.querySelectorAll<HTMLElement>('[data-due-line]').forEach(line => {
    const left = daysUntil(line.dataset.dueLine!);
    if (left < 0) overdue++;
    line.hidden = left > soon;
    if (!line.hidden) shown++;
  });
  const none = document.querySelector<HTMLElement>('[data-no-reviews]');
  if (none) none.hidden = shown > 0;
  const tile = document.querySelector<HTMLElement>('[data-overdue-tile]');
  const count = tile?.querySelector('[data-overdue-count]');
  if (!tile || !count) return;
  count.textContent = String(overdue);
  tile.classList.toggle('is-late', overdue > 0);
  tile.classList.remove('awaits');
}
