// Runs the search of a built site in Node. It is the site's own script, for which
// generator/ask/page.js stands in for a page. This file defines the functions that Go
// defines there. Each line of the input is a query as a JSON string; each line of the
// output is the JSON list of the paths that it finds, best first.
//
//   node --max-old-space-size=8192 node.js PAGE SITE YEAR MONTH DAY < queries > paths
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { createInterface } = require('node:readline');
const { runInThisContext } = require('node:vm');
const { inflateRawSync } = require('node:zlib');

const [standIn, site, year, month, day] = process.argv.slice(2);
const gb18030 = new TextDecoder('gb18030');

globalThis.milepostRead = address => {
  try {
    return readFileSync(join(site, decodeURIComponent(address)), 'utf8');
  } catch {
    return null; // no such file
  }
};
globalThis.milepostDecode = latin => gb18030.decode(Buffer.from(latin, 'latin1'));

// Unpacks a payload and gives it as a deflate stream of blocks that are not compressed:
// the script inflates the stream again, which costs next to nothing.
globalThis.milepostInflate = payload => {
  const raw = inflateRawSync(Buffer.from(payload, 'base64'));
  const most = 0xffff; // bytes that a block can hold
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
delete globalThis.DecompressionStream; // it would be slow: the script would open one for each small file

const attribute = (page, name) => new RegExp(`<html[^>]* ${name}="([^"]*)"`).exec(page)[1];
const home = readFileSync(join(site, 'index.html'), 'utf8');
const input = createInterface({ input: process.stdin });
runInThisContext(readFileSync(standIn, 'utf8'), { filename: standIn });
milepostOpen(milepostRead(attribute(home, 'data-search')), attribute(home, 'data-index'), +year, +month, +day);

// What a query finds, in the order in which a reader sees it: the first screen, ten hits, all others.
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
