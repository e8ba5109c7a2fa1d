// Queries that are kept in this browser, and go nowhere unless the reader sends them.

/** A list of queries, the newest first. */
class Kept {
  constructor(
    private readonly key: string,
    private readonly most: number,
  ) {}

  all(): string[] {
    try {
      const list: unknown = JSON.parse(localStorage.getItem(this.key) ?? '[]');
      return Array.isArray(list) ? list.filter((q): q is string => typeof q === 'string').slice(0, this.most) : [];
    } catch {
      return []; // no storage in this browser or for file://
    }
  }

  /** Puts a query first; the beginnings of it, which were typed on the way, are not kept beside it. */
  add(query: string): void {
    const q = plain(query);
    if (q.length >= 2) this.store([q, ...this.all().filter(o => !q.startsWith(o))]);
  }

  drop(query: string): void {
    const q = plain(query);
    const left = this.all().filter(o => o !== q);
    if (left.length < this.all().length) this.store(left);
  }

  clear(): void {
    this.store([]);
  }

  private store(list: string[]): void {
    try {
      localStorage.setItem(this.key, JSON.stringify(list.slice(0, this.most)));
    } catch {
      // then they are not kept
    }
  }
}

const plain = (query: string): string => query.trim().slice(0, 100);

/** The last queries that led somewhere. */
export const recent = new Kept('milepost.search.recent', 6);

/** Those that found nothing, or after which nothing was opened. */
export const unanswered = new Kept('milepost.search.unanswered', 20);

/** A query led to a page. */
export function led(query: string): void {
  recent.add(query);
  unanswered.drop(query);
}
