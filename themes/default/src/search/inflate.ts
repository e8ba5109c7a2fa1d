// Inflating for browsers that cannot by themselves.

import { inflateSync } from 'fflate';

// Left to itself fflate 0.8 takes 128 kB anew for each stream, which costs more
// than all else that is done with a file of a few kB (inflt in esm/browser.js).
let room = new Uint8Array(1 << 16);

/** The bytes of a raw deflate stream. */
export function inflate(b: Uint8Array): Uint8Array {
  for (;;) {
    try {
      const out = inflateSync(b, { out: room });
      if (out.length < room.length) return out.slice();
    } catch (e) {
      if (!(e instanceof RangeError)) throw e; // what does not fit may also be thrown
    }
    room = new Uint8Array(2 * room.length);
  }
}
