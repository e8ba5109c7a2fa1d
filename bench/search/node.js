// The search of a built site in Node: the site's own script, in the world of
// generator/ask/page.js, of which this file gives what Go gives there. One query a
// line in, as JSON; one line out, the paths of its hits.
//
//   node --max-old-space-size=8192 node.js WORLD SITE YEAR MONTH DAY < queries > paths
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { createInterface } = require('node:readline');
const { runInThisContext } = require('node:vm');
const { inflateRawSync } = require('node:zlib');

const [world, site, year, month, day] = process.argv.slice(2);
const gb18030 = new TextDecoder('gb18030');

globalThis.milepostRead = address => {
  try {
    return readFileSync(join(site, decodeURIComponent(address)), 'utf8');
  } catch {
    return null; // as a browser tells the script
  }
};
globalThis.milepostDecode = latin => gb18030.decode(Buffer.from(latin, 'latin1'));

// A payload as a stream of stored blocks, which the script inflates at no cost.
globalThis.milepostInflate = payload => {
  const raw = inflateRawSync(Buffer.from(payload, 'base64'));
  const most = 0xffff; // bytes of a block
  const out = [];
  for (let at = 0; at === 0 || at < raw.length; at += most) {
    const part = raw.subarray(at, at + most);
    const head = Buffer.alloc(5, Number(at + most >= raw.length));
    head.writeUInt16LE(part.length, 1);
    head.writeUInt16LE(~part.length & most, 3);
    out.push(head, part);
  }
  return Buffer.concat(out).toString('latin1');
};
delete globalThis.DecompressionStream; // slow here: a stream for each small file

const attribute = (page, name) => new RegExp(`<html[^>]* ${name}="([^"]*)"`).exec(page)[1];
const home = readFileSync(join(site, 'index.html'), 'utf8');
const input = createInterface({ input: process.stdin });
runInThisContext(readFileSync(world, 'utf8'), { filename: world });
milepostOpen(milepostRead(attribute(home, 'data-search')), attribute(home, 'data-index'), +year, +month, +day);

// What a reader sees: the first screen, the first ten, then all others.
async function paths(query) {
  const shown = { limit: 10, first: true }; // as the dialog asks
  const first = await milepost.search(query, shown);
  const ten = await (first.rest?.() ?? first);
  const all = await milepost.search(query, { limit: 1000 });
  return [...new Set([first, ten, all].flatMap(r => r.hits.map(h => h.path)))];
}

(async () => {
  for await (const line of input) console.log(JSON.stringify(await paths(JSON.parse(line))));
})();
