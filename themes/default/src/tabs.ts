// ::: tabs. The panels stand below each other until this script turns them into tabs,
// as the ARIA practices describe: arrow keys move and select. A choice applies to all
// groups that have a tab with that label, on this page and on pages opened later.

import { addressed } from './target';

const key = 'milepost-tabs';
const kept = 20; // labels that are remembered

export function tabs(): void {
  const groups = [...document.querySelectorAll<HTMLElement>('.tabs')];
  groups.forEach((group, g) => {
    const panels = ([...group.children] as HTMLElement[]).filter(c => c.classList.contains('tab'));
    if (panels.length < 2) return;
    const list = document.createElement('div');
    list.className = 'tab-list';
    list.setAttribute('role', 'tablist');
    list.setAttribute('data-search-ignore', '');
    panels.forEach((panel, i) => list.append(head(panel, `tab-${g}-${i}`)));
    list.addEventListener('keydown', e => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
      if (!step) return;
      e.preventDefault();
      const now = panels.findIndex(p => !p.hidden);
      choose(group, panels[(now + step + panels.length) % panels.length]!.dataset.label ?? '', true);
    });
    list.addEventListener('click', e => {
      const label = (e.target as HTMLElement).closest('button')?.textContent;
      if (label == null) return;
      groups.forEach(other => choose(other, label, other === group));
      remember(label);
    });
    group.prepend(list);
    group.dataset.live = '';
    const labels = panels.map(p => p.dataset.label ?? '');
    choose(group, chosen().find(c => labels.includes(c)) ?? labels[0]!, false);
  });
  reveal();
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', () => toggle(false));
  addEventListener('afterprint', () => toggle(true));

  function toggle(live: boolean): void {
    for (const group of groups) {
      if (live) group.dataset.live = '';
      else delete group.dataset.live;
    }
  }
}

/** The labels that were chosen, the newest first. */
function chosen(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) || '[]');
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return []; // not readable, or not ours
  }
}

function remember(label: string): void {
  try {
    localStorage.setItem(key, JSON.stringify([label, ...chosen().filter(c => c !== label)].slice(0, kept)));
  } catch {
    // not writable: nothing is remembered
  }
}

function head(panel: HTMLElement, id: string): HTMLElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.id = `${id}-head`;
  button.setAttribute('role', 'tab');
  button.setAttribute('aria-controls', (panel.id = panel.id || id));
  button.textContent = panel.dataset.label ?? '';
  panel.setAttribute('role', 'tabpanel');
  panel.setAttribute('aria-labelledby', button.id);
  return button;
}

function choose(group: HTMLElement, label: string, focus: boolean): void {
  const heads = [...group.querySelectorAll<HTMLElement>(':scope > .tab-list > button')];
  if (!heads.some(h => h.textContent === label)) return;
  let found = false;
  for (const h of heads) {
    const on: boolean = !found && h.textContent === label;
    found = found || on;
    h.setAttribute('aria-selected', String(on));
    h.tabIndex = on ? 0 : -1;
    if (on && focus) h.focus();
    const panel = document.getElementById(h.getAttribute('aria-controls')!);
    if (panel) panel.hidden = !on;
  }
}

/** Opens the panel that the target of the address lies in. */
function reveal(): void {
  const target = addressed();
  for (let panel = target?.closest<HTMLElement>('.tab'); panel; panel = panel.parentElement?.closest<HTMLElement>('.tab')) {
    if (panel.hidden) {
      choose(panel.parentElement!, panel.dataset.label ?? '', false);
      target!.scrollIntoView();
    }
  }
}
