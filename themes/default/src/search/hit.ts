// Hits as scripts and the dialog see them.

import type { Hit, Place } from './answer';
import { excerpt } from './excerpt';
import { piecesOf, type Candidate } from './match';
import { blockOf, placeOf, type TextBlock } from './wire';

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
  block: TextBlock;
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
    const at = placeOf(no);
    if (blockOf(no) !== r.no || at === r.piece || !b.pieces[at]) continue;
    const p = place(b, at, words);
    if (p.marks.length > 0 && p.anchor !== b.pieces[r.piece]!.anchor && !more.some(m => m.anchor === p.anchor)) more.push(p);
  }
  return {
    url: root + b.path.split('/').map(encodeURIComponent).join('/'),
    path: b.path,
    title: b.title,
    ...place(b, r.piece, words),
    score: Math.round((r.c.score + r.bonus) * 1000) / 1000,
    kind: b.kind,
    section: b.section,
    owner: b.owner,
    crumbs: b.crumbs,
    due: b.due,
    overdue: b.due !== '' && b.due < today(),
    how: tierNames[r.c.tier]!,
    more,
  };
}

function place(b: TextBlock, at: number, words: string[]): Place {
  const { anchor, heading, text, columns } = b.pieces[at]!;
  // A heading without text of its own is followed by what it heads.
  const shown = columns === undefined ? text || (b.pieces[at + 1]?.text ?? '') : row(text, columns);
  return { heading, anchor, ...excerpt(shown, words) };
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
