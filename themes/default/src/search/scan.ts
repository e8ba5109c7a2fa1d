// A small site: all text in one file, read through for each look-up, with the
// same answers that shards would give.

import { Class, classOf, fold } from './fold';
import type { Loader } from './loader';
import { Names } from './names';
import type { Spec } from './query';
import { alike, begun, type Source } from './source';
import { facets, frequencyOf, Lengths, pieceAt, pinyin, textBlock, type Facets, type Manifest, type Pinyin, type Postings, type RawBlock, type TextBlock } from './wire';

interface Line {
  page: number;
  piece: number;
  heading: string; // folded; "" where the index has none
  text: string; // folded, with the names of the columns
}

const startsWord = (s: string) => classOf(String.fromCodePoint(s.codePointAt(0) ?? 0)) === Class.word;
const endsWord = (s: string) => classOf(Array.from(s.slice(-2)).pop() ?? ' ') === Class.word;

export class ScanSource implements Source {
  readonly pages: number;
  readonly live: number;
  readonly synonyms: string;
  readonly cards: Manifest['cards'];
  lengths = new Lengths([]);
  private blocks: TextBlock[][] = [];
  private lines: Line[] = [];
  private words?: string[];
  private names = new Names(new Uint8Array(0));
  private loading?: Promise<void>;

  constructor(
    private readonly m: Manifest,
    private readonly loader: Loader,
  ) {
    this.synonyms = m.synonyms;
    this.cards = m.cards;
    this.pages = this.live = m.pages;
  }

  async open(): Promise<this> {
    this.names = new Names(await this.loader.unpack(this.m.files));
    this.lengths = new Lengths([await this.loader.unpack(this.m.lengths)]);
    return this;
  }

  order(page: number): number {
    return page;
  }

  fetch(): Promise<void> {
    this.loading ??= this.file('a').then(
      pages => this.read((pages as RawBlock[][]).map(blocks => blocks.map(textBlock))),
      e => {
        this.loading = undefined;
        throw e;
      },
    );
    return this.loading;
  }

  hasBlock(): boolean {
    return true;
  }

  has(): boolean {
    return this.blocks.length > 0 || this.pages === 0;
  }

  private read(blocks: TextBlock[][]): void {
    this.blocks = blocks;
    blocks.forEach((list, page) => {
      let before = '';
      list.forEach((b, no) =>
        b.pieces.forEach((p, i) => {
          const section = `${p.anchor}\n${p.heading}`; // of a long section only the first piece counts its heading
          const own = p.columns !== undefined || section === before ? '' : p.heading;
          if (p.columns === undefined) before = section;
          const more = (p.columns === undefined ? '' : '\n' + p.columns) + (no === 0 && i === 0 ? '\n' + b.tags.join('\n') : '');
          this.lines.push({ page, piece: pieceAt(no, i), heading: fold(own), text: fold(p.text + more) });
        }),
      );
    });
  }

  postings(s: Spec): { m: Postings; cut: boolean } {
    const m: Postings = new Map();
    const left = startsWord(s.t) && s.t.length < 24;
    const right = !s.prefix && endsWord(s.t) && s.t.length < 24;
    for (const p of this.lines) {
      const h = p.heading ? count(p.heading, s.t, left, right) : 0;
      const n = h + count(p.text, s.t, left, right);
      if (n === 0) continue;
      let list = m.get(p.page);
      if (!list) m.set(p.page, (list = []));
      const weight = s.prefix ? begun(s.t.length, shortest(h > 0 ? p.heading : p.text, s.t, left)) : 1;
      list.push({ piece: p.piece, frequency: frequencyOf(n), heading: h > 0, weight });
    }
    return { m, cut: false };
  }

  async block(page: number, no: number): Promise<TextBlock> {
    await this.fetch();
    return this.blocks[page]![no]!;
  }

  async holding(part: string, end: boolean): Promise<Spec[]> {
    await this.fetch();
    return alike(this.lexiconNow(), part, end);
  }

  async lexicon(): Promise<string[]> {
    await this.fetch();
    return this.lexiconNow().filter(w => !/\p{N}/u.test(w));
  }

  private lexiconNow(): string[] {
    if (!this.words) {
      const all = new Set<string>();
      for (const p of this.lines)
        for (const w of (p.heading + '\n' + p.text).match(/[\p{L}\p{N}\p{M}]{2,}/gu) ?? [])
          for (const l of w.split(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/u)) if (l.length > 1) all.add(l);
      this.words = [...all].sort();
    }
    return this.words;
  }

  async facets(): Promise<Facets> {
    return facets(await this.file('f'));
  }
  async pinyin(): Promise<Pinyin> {
    return pinyin([await this.file('p')]);
  }
  async sounds(): Promise<string> {
    return (await this.file('h')) as string;
  }
  async variants(all: boolean): Promise<string> {
    return all ? ((await this.file('v')) as string) : this.m.forms;
  }

  private async file(name: string): Promise<unknown> {
    return this.loader.unpackJSON((await this.loader.get(this.names.single(name))) as string);
  }
}

/** How often t stands in s, at word bounds where asked. */
function count(s: string, t: string, left: boolean, right: boolean): number {
  let n = 0;
  for (const i of places(s, t, left)) if (!right || wordEnd(s, i + t.length) === i + t.length) n++;
  return n;
}

/** How long the shortest word is that t begins in s. */
function shortest(s: string, t: string, left: boolean): number {
  let n = Infinity;
  for (const i of places(s, t, left)) n = Math.min(n, wordEnd(s, i + t.length) - i);
  return n;
}

// Where t stands in s, at the beginning of a word if so asked.
function* places(s: string, t: string, left: boolean): Generator<number> {
  for (let i = s.indexOf(t); i >= 0; i = s.indexOf(t, i + t.length)) {
    if (!left || i === 0 || classOf(before(s, i)) !== Class.word || afterV(s, i, t)) yield i;
  }
}

// Where the word ends that goes on at i.
function wordEnd(s: string, i: number): number {
  while (i < s.length) {
    const c = String.fromCodePoint(s.codePointAt(i)!);
    if (classOf(c) !== Class.word) break;
    i += c.length;
  }
  return i;
}

// v6.5.0 holds 6.5.0 too.
function afterV(s: string, i: number, t: string): boolean {
  return s[i - 1] === 'v' && /^[0-9]+\./.test(t) && (i === 1 || classOf(before(s, i - 1)) !== Class.word);
}

function before(s: string, i: number): string {
  const c = s.charCodeAt(i - 1);
  return c >= 0xdc00 && c < 0xe000 ? s.slice(i - 2, i) : s[i - 1]!;
}
