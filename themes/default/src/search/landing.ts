// Where a hit leads: the page is told in this browser's storage what to mark. The
// address stays the page's own, and the anchor alone decides where it is scrolled.

const key = 'milepost.search.landing';
const fresh = 60_000; // ms: an older note belongs to a page that was never opened
const most = 24;

interface Landing {
  to: string;
  words: string[];
  at: number;
}

/** Notes what to mark in the page that a hit leads to. */
export function leave(to: string, words: string[]): void {
  const longest = words.filter(w => w.length > 1).sort((a, b) => b.length - a.length);
  try {
    localStorage.setItem(key, JSON.stringify({ to, words: longest.slice(0, most), at: Date.now() } satisfies Landing));
  } catch {
    // then nothing is marked
  }
}

/** What to mark in this page, told once. */
export function arrived(): string[] {
  try {
    const note = JSON.parse(localStorage.getItem(key) ?? 'null') as Landing | null;
    if (!note || note.to !== location.href) return [];
    localStorage.removeItem(key);
    return Date.now() - note.at < fresh ? note.words : [];
  } catch {
    return []; // no storage in this browser or for file://
  }
}
