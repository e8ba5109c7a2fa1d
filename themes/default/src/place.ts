// In a long page: a link to its top, and a link to the section that the reader was in
// when the page was left last.
import { text } from './texts';

const key = 'milepost-place';
const kept = 40; // pages that are remembered

type Places = Record<string, { id: string; at: number }>;

function read(): Places {
  try {
    return JSON.parse(localStorage.getItem(key) || '{}') as Places;
  } catch {
    return {}; // not readable, or not ours
  }
}

function write(places: Places): void {
  const newest = Object.entries(places).sort((a, b) => b[1].at - a[1].at);
  try {
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(newest.slice(0, kept))));
  } catch {
    // not writable: nothing is remembered
  }
}

export function place(): void {
  const main = document.getElementById('main');
  if (!main) return;
  const box = document.createElement('div');
  box.className = 'place';
  box.setAttribute('data-search-ignore', '');
  const top = link('#main', text('js.top'));
  box.append(top);
  box.hidden = true;
  main.append(box);
  const headings = [...main.querySelectorAll<HTMLElement>('.prose h2[id], .prose h3[id]')];
  const long = () => document.documentElement.scrollHeight > 4 * innerHeight && headings.length > 2;
  const back = long() && !location.hash && scrollY < 50 ? offer(box) : undefined;
  let waiting = false;
  const look = () => {
    waiting = false;
    const far = scrollY > 2 * innerHeight;
    top.hidden = !far;
    if (far) back?.remove();
    box.hidden = !far && !back?.isConnected;
  };
  look();
  addEventListener(
    'scroll',
    () => {
      if (!waiting) requestAnimationFrame(look);
      waiting = true;
    },
    { passive: true },
  );
  addEventListener('pagehide', () => {
    if (!long()) return;
    const places = read();
    const at = headings.filter(h => h.getBoundingClientRect().top < innerHeight / 2).pop();
    if (at && scrollY > innerHeight) places[location.pathname] = { id: at.id, at: Date.now() };
    else if (scrollY < 50 && !back?.isConnected) delete places[location.pathname];
    write(places);
  });
}

/** Offers a link to the section that was read last; undefined if none is stored or the page has lost it. */
function offer(box: HTMLElement): HTMLAnchorElement | undefined {
  const last = read()[location.pathname];
  const heading = last && document.getElementById(last.id);
  if (!heading) return undefined;
  const words = (heading.firstChild?.textContent || heading.textContent || '').trim();
  const a = link('#' + encodeURIComponent(last.id), text('js.last-read', words));
  a.addEventListener('click', () => a.remove());
  box.prepend(a);
  return a;
}

function link(href: string, words: string): HTMLAnchorElement {
  const a = document.createElement('a');
  a.href = href;
  a.textContent = words;
  return a;
}
