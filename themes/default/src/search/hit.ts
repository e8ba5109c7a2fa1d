// Hits as scripts and the dialog see them.

import type { Hit, Place } from './boot';
import type { Block } from './data';
import { excerpt } from './excerpt';
import { piecesOf, type Candidate } from './match';

const tierNames: Hit['how'][] = ['literal', 'inside', 'variant', 'typo', 'pinyin', 'share'];

/** Where the page stands that asks. */
export interface Site {
  root: string; // from the page to the site's root
  index: string; // the manifest, from the root
  today: () => string; // YYYY-MM-DD
}

/** A candidate whose text was read. */
export interface Read {
  c: Candidate;
  block: Block;
  no: number; // of the block in its page
  piece: number; // within the block
  bonus: number;
}

/** What is told of a page that was read. */
export function hit(r: Read, words: string[], { root, today }: Site): Hit {
  const b = r.block;
  const more: Place[] = [];
  for (const no of piecesOf(r.c)) {
    if (more.length === 3) break;
    const at = no & 15;
    if (no >> 4 !== r.no || at === r.piece || !b[9][at]) continue;
    const p = place(b, at, words);
    if (p.marks.length > 0 && p.anchor !== b[9][r.piece]![0] && !more.some(m => m.anchor === p.anchor)) more.push(p);
  }
  return {
    url: root + b[0].split('/').map(encodeURIComponent).join('/'),
    path: b[0],
    title: b[1],
    ...place(b, r.piece, words),
    score: Math.round((r.c.score + r.bonus) * 1000) / 1000,
    kind: b[2],
    section: b[4],
    owner: b[5],
    crumbs: b[3],
    due: b[6],
    overdue: b[6] !== '' && b[6] < today(),
    how: tierNames[r.c.tier]!,
    more,
  };
}

function place(b: Block, at: number, words: string[]): Place {
  const [anchor, heading, text, cols] = b[9][at]!;
  // A heading without text of its own is followed by what it heads.
  const shown = cols ? row(text, b[8][cols - 1] ?? '') : text || (b[9][at + 1]?.[2] ?? '');
  return { heading: heading === 0 ? b[1] : heading, anchor, ...excerpt(shown, words) };
}

/** A table row for reading: name: cell, … */
function row(text: string, cols: string): string {
  const names = cols.split('\t');
  return text
    .split('\t')
    .map((cell, i) => (cell && names[i] ? `${names[i]}: ${cell}` : cell))
    .filter(Boolean)
    .join('\t');
}
