// Which issue of a report comes first.
import type { Read } from './hit';

/** How much of the best issue's score another needs to answer as well. */
const asWell = 0.7;

/** Reports of one kind lie in one folder, and their names differ in digits alone. */
const series = (r: Read): string => `${r.c.tier} ${r.block.path.replace(/\d+/g, '#')}`;

/** The period in a name, such that a later one is the greater text. */
const period = (r: Read): string => r.block.path.replace(/\d+/g, n => n.padStart(8, '0'));

/**
 * Puts the newest of the issues of a report before the older ones where they
 * answer as well; all other hits keep their places. Who asks for digits has said
 * which issue is meant.
 */
export function newestFirst(read: Read[], query: string): void {
  if (/\d/.test(query)) return;
  const places = new Map<string, number[]>();
  read.forEach((r, i) => {
    if (r.block.kind !== 'report') return;
    const at = places.get(series(r));
    const best = at && read[at[0]!]!;
    if (!best) places.set(series(r), [i]);
    else if (r.c.score + r.bonus >= asWell * (best.c.score + best.bonus)) at.push(i);
  });
  for (const at of places.values()) {
    const issues = at.map(i => read[i]!).sort((a, b) => (period(a) < period(b) ? 1 : -1));
    at.forEach((place, i) => (read[place] = issues[i]!));
  }
}
