// Runs the query side of the theme in Node over an index on disk: what a page
// does with script tags is done with files. Reads one JSON request a line,
// {"q": …, "options": {…}}, {"terms": …} or {"payload": …}, and prints one JSON answer a line.
// "dir" puts another index in place of the first; "cold" opens the page anew; "rest"
// tells the paths of all hits after the first ones too.
//
//   node query.mjs THEME INDEX-DIR < requests > answers
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { runInThisContext } from 'node:vm';

let [theme, dir] = process.argv.slice(2).map(p => resolve(p));
const esbuild = createRequire(join(theme, 'package.json'))('esbuild');
const bundle = await esbuild.build({
  stdin: { contents: `export * from './engine'; export * from './fold'; export * from './more'; export * from './wire';`, resolveDir: join(theme, 'src/search'), loader: 'ts' },
  bundle: true, write: false, format: 'esm', target: 'es2018', logLevel: 'error',
});
const code = bundle.outputFiles[0].text;
const { Engine, fold, more, terms } = await import('data:text/javascript;base64,' + Buffer.from(code).toString('base64'));

let requests = 0;
let bytes = 0;
globalThis.window = globalThis;
const catalog = JSON.parse(readFileSync(join(theme, 'catalog/search.json'), 'utf8'));
const texts = JSON.stringify(Object.fromEntries(Object.entries(catalog).map(([key, t]) => [key, t['zh-CN']])));
globalThis.document = {
  getElementById: () => ({ textContent: texts }), // #mp-texts
  createElement: () => ({ remove() {} }),
  head: {
    appendChild(script) {
      requests++;
      queueMicrotask(() => {
        let text;
        try {
          text = readFileSync(join(dir, decodeURIComponent(script.src.replace(/\?.*/, ''))), 'utf8');
        } catch {
          script.onerror();
          return;
        }
        bytes += text.length;
        runInThisContext(text);
        script.onload();
      });
    },
  },
};
const fresh = () => new Engine({ root: '', index: 'manifest.js', today: () => '2026-11-23' }, async () => more);
let engine = fresh();
// Of the processor, in ms: a machine that is busy with others makes nobody slow.
const spent = from => (({ user, system }) => (user + system) / 1000)(process.cpuUsage(from));
globalThis.milepost = { put: (key, payload) => engine.loader.put(key, payload) };

for await (const line of createInterface({ input: process.stdin })) {
  const r = JSON.parse(line);
  if (r.dir) dir = resolve(r.dir);
  let answer;
  if (r.payload !== undefined) answer = { payload: await engine.loader.unpackJSON(r.payload) };
  else if (r.terms !== undefined) answer = { fold: fold(r.terms), terms: terms(fold(r.terms)) };
  else {
    if (r.cold) engine = fresh();
    requests = bytes = 0;
    const from = process.cpuUsage();
    try {
      answer = await engine.search(r.json ? JSON.parse(r.json) : r.q, r.options);
    } catch (e) {
      answer = { error: String(e.stack ?? e), total: 0, hits: [] };
    }
    answer = { ...answer, ms: spent(from), requests, bytes };
    if (r.rest) answer.after = (await (answer.rest?.() ?? answer)).hits.map(h => h.path);
    if (r.brief) answer.hits = answer.hits.map(h => h.path);
  }
  console.log(JSON.stringify(answer));
}
