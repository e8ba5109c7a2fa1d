// The files of the index: loaded with script tags, unpacked by the browser.

import { bytes, json } from './wire';

export type Inflate = (b: Uint8Array<ArrayBuffer>) => Uint8Array;

// The browser's own means to inflate; older ones have none.
const native = ((): (() => DecompressionStream) | undefined => {
  try {
    const make = () => new DecompressionStream('deflate-raw');
    make();
    return make;
  } catch {
    return undefined;
  }
})();

/** A file that could not be loaded, after the retries. */
export class LoadError extends Error {}

/** Loads files by script tags; each is asked for once at a time, retried, and kept. */
export class Loader {
  private readonly waiting = new Map<string, Promise<void>>();
  private readonly got = new Map<string, unknown>();

  constructor(
    private readonly base: string,
    private readonly slow: () => Promise<Inflate>,
  ) {}

  /** The bytes of a payload. */
  async unpack(base64: string): Promise<Uint8Array> {
    const b = bytes(base64);
    if (!native) return (await this.slow())(b);
    const out = new Blob([b]).stream().pipeThrough(native());
    return new Uint8Array(await new Response(out).arrayBuffer());
  }

  /** What a payload of JSON holds. */
  async unpackJSON(base64: string): Promise<unknown> {
    return json(await this.unpack(base64));
  }

  put(key: string, payload: unknown): void {
    this.got.set(key, payload);
  }

  /** The payload of a file; taken out of the store, since the caller keeps what it makes of it. */
  async get(key: string, query = ''): Promise<unknown> {
    for (let attempt = 0; ; attempt++) {
      try {
        await this.request(key, attempt ? `?retry=${attempt}` : query);
        break;
      } catch (e) {
        if (attempt === 2) throw e;
        await new Promise(next => setTimeout(next, 150 << (2 * attempt)));
      }
    }
    const payload = this.got.get(key);
    if (payload === undefined) {
      this.forget(key); // something else was served under its name: ask again next time
      throw new LoadError(key);
    }
    return payload;
  }

  /** A file that is on its way already. */
  expect(key: string, loading: Promise<void>): void {
    const w = loading.catch(() => {
      this.waiting.delete(key);
      throw new LoadError(key);
    });
    w.catch(() => undefined); // whoever waits for it is told
    this.waiting.set(key, w);
  }

  forget(key: string): void {
    this.got.delete(key);
    this.waiting.delete(key);
  }

  private request(key: string, query: string): Promise<void> {
    let w = this.waiting.get(key);
    if (!w) {
      w = new Promise<void>((done, fail) => {
        const s = document.createElement('script');
        s.src = `${this.base}${key.split('/').map(encodeURIComponent).join('/')}.js${query}`;
        s.onload = () => {
          s.remove();
          done();
        };
        s.onerror = () => {
          s.remove();
          this.waiting.delete(key);
          fail(new LoadError(key));
        };
        document.head.appendChild(s);
      });
      this.waiting.set(key, w);
    }
    return w;
  }
}
