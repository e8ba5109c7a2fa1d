// The last queries that led somewhere, kept in this browser only.

const key = 'milepost.search.recent';
const most = 6;

export function recent(): string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(key) ?? '[]');
    return Array.isArray(list) ? list.filter((q): q is string => typeof q === 'string').slice(0, most) : [];
  } catch {
    return []; // no storage in this browser or for file://
  }
}

export function remember(query: string): void {
  const q = query.trim().slice(0, 100);
  if (q.length < 2) return;
  store([q, ...recent().filter(o => o !== q)].slice(0, most));
}

export const forgetRecent = (): void => store([]);

function store(list: string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(list));
  } catch {
    // then they are not kept
  }
}
