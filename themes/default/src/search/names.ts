// How the files of the index are called.

/** The files that there is one of; of a small site the last one instead of shards. */
const alone = 'fxypvha';

/** How the files are called. */
export class Names {
  // Folder and place of each: those of alone, the shards, then the pools or the pages with texts.
  private readonly list: string[] = [];

  /** Six bytes a folder: six bits how many there are in it, less one, then its name. */
  constructor(b: Uint8Array) {
    for (let i = 0; i + 5 < b.length; i += 6) {
      let name = b[i]! & 3;
      for (let k = 1; k < 6; k++) name = name * 256 + b[i + k]!;
      for (let n = 0; n <= b[i]! >> 2; n++) this.list.push(`${name.toString(36)}/${n}`);
    }
  }

  /** The file of a kind that there is one of. */
  single(kind: string): string {
    return `${kind}/${this.list[alone.indexOf(kind)]}`;
  }

  shard(i: number): string {
    return `s/${this.list[alone.length - 1 + i]}`;
  }

  /** The file of a pool, or the beginning of the files of a page, behind so many shards. */
  text(shards: number, i: number): string {
    return `t/${this.list[alone.length - 1 + shards + i]}`;
  }
}
