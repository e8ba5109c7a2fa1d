// Builds the scripts and style sheets of the default theme into assets/, which is
// embedded in the program: css/index.css -> style.css, src/*.ts -> classic scripts.
//
// Every script is one minified function that is called at once (an IIFE). It is no
// module and has no source map, so that it works from file:// and in old browsers of
// offices. The same sources and lockfile always give the same bytes.
import * as esbuild from 'esbuild';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'assets');

// The oldest browsers on office PCs. esbuild rewrites newer syntax for them, such as CSS nesting and inset.
const target = ['es2020', 'chrome80', 'edge80', 'firefox78', 'safari14.1'];

// Output and source of each; the comments say which pages load it, or when.
const bundles = [
  ['style.css', 'css/index.css'], // every page
  // Only pages that need them; generator/theme/sheets.go decides which.
  ['chart.css', 'css/chart.css'],
  ['code.css', 'css/code.css'],
  ['report.css', 'css/report.css'],
  ['issue.css', 'css/issue.css'],
  ['onepage.css', 'css/onepage.css'],
  ['home.css', 'css/home.css'],
  ['board.css', 'css/board.css'],
  ['book.css', 'css/book.css'],
  ['formula.css', 'css/formula.css'],
  ['diagram.css', 'css/diagram.css'],
  ['search.css', 'css/search.css'], // with search-ui.js
  ['theme.js', 'src/theme.ts'], // every page, in the head: runs before the first paint
  ['site.js', 'src/site.ts'], // every page
  ['tables.js', 'src/parts/tables.ts'], // only pages that need it, like the style sheets above
  ['text.js', 'src/parts/text.ts'],
  ['search.js', 'src/search/index.ts'], // when search is first used
  ['search-more.js', 'src/search/spare.ts'], // when a query needs more than look-ups
  ['search-ui.js', 'src/search/ui.ts'], // when the dialog or the page of the search is opened
  ['chart.js', 'src/chart.ts'], // pages with charts
  ['echarts.js', 'src/echarts.ts'], // when a reader points at a chart
  ['ssr.js', 'src/ssr.ts'], // never published: draws the static pictures at build time
  ['tex.js', 'src/tex.ts'], // never published either: sets formulas
  ['formula.js', 'src/formula.ts'], // pages with formulas
  ['diagram.js', 'src/parts/diagram.ts'], // pages with diagrams
  ['mermaid.js', 'src/mermaid.ts'], // when a diagram comes into view
  ['reload.js', 'src/reload.ts'], // only served by `milepost serve`
  ['drop.js', 'src/drop.ts'], // and these by `milepost serve --drop`
  ['drop.css', 'css/drop.css'],
];
const copies = [['icon.svg', 'src/icon.svg']];

// Keeps only the woff2 files of KaTeX's fonts, since all our browsers read those.
// assetNames below names each file by a hash of its bytes.
const fonts = {
  name: 'fonts',
  setup(build) {
    build.onLoad({ filter: /katex\.css$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\([^)]*\)/g, ''),
      loader: 'css',
    }));
  },
};

// Our style sheets have each block of dark colours once, for readers who chose dark. Here
// it is repeated for readers who chose nothing and whose system asks for dark.
const chosen = ':root[data-theme="dark"]';
const darkBlock = /^@media screen \{\n  :root\[data-theme="dark"\][^]*?^\}\n/gm;
const dark = {
  name: 'dark',
  setup(build) {
    build.onLoad({ filter: /[\\/]css[\\/][^\\/]+\.css$/ }, ({ path }) => {
      if (path.includes('node_modules')) return null;
      const css = readFileSync(path, 'utf8').replace(/\r\n/g, '\n');
      const contents = css.replace(
        darkBlock,
        block => block.replace('@media screen {', '@media screen and (prefers-color-scheme: dark) {').replaceAll(chosen, ':root:not([data-theme="light"])') + block,
      );
      if (contents.split(chosen).length !== contents.split(':root:not([data-theme="light"])').length)
        throw new Error(`${path}: a dark rule that is not in a block of its own, @media screen { ${chosen} … }`);
      return { contents, loader: 'css' };
    });
  },
};

const versionOf = name => JSON.parse(readFileSync(join(here, 'node_modules', name, 'package.json'), 'utf8')).version;
const banners = {
  'echarts.js': `/*! Apache ECharts ${versionOf('echarts')}, Apache License 2.0 */`,
};

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: 'utf8',
  legalComments: 'eof', // keep the licence notices of what is bundled
  sourcemap: false,
  logLevel: 'warning',
  target,
  define: { 'process.env.NODE_ENV': '"production"', __DEV__: 'false' },
};

mkdirSync(out, { recursive: true });
rmSync(join(out, 'fonts'), { recursive: true, force: true });
const wanted = new Set(['.keep', 'notices.txt', 'licenses.txt', 'ssr.qjs', 'tex.qjs', ...bundles.map(b => b[0]), ...copies.map(c => c[0])]);
for (const name of readdirSync(out)) if (!wanted.has(name)) rmSync(join(out, name), { recursive: true });

const packages = new Map(); // the npm packages in our bundles: folder -> name
for (const [name, entry] of bundles) {
  const { metafile } = await esbuild.build({
    ...common,
    metafile: true,
    entryPoints: [entry],
    outfile: join(out, name),
    plugins: [fonts, dark],
    // Leaves out what Mermaid would bring in: a layout (ELK) under another licence, and a second KaTeX.
    alias: name === 'mermaid.js' ? { 'elkjs/lib/elk.bundled.js': './src/elk.ts', elkjs: './src/elk.ts', katex: './src/elk.ts' } : undefined,
    loader: { '.woff2': 'file' },
    assetNames: 'fonts/[name].[hash]',
    format: name.endsWith('.js') ? 'iife' : undefined,
    banner: banners[name] ? { js: banners[name] } : undefined,
  });
  for (const input of Object.keys(metafile.inputs)) {
    const inside = input.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (inside) packages.set(inside[0], inside[1]);
  }
}

// The licences of the bundled packages, published beside the scripts: the Apache and MIT licences demand it.
let licences = 'The scripts of this site are made from the works below, and from Milepost itself (Apache License, Version 2.0).\n';
for (const [folder, name] of [...packages].sort((a, b) => (a[1] + a[0] < b[1] + b[0] ? -1 : 1))) {
  const dir = join(here, folder);
  const about = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const files = readdirSync(dir)
    .filter(f => /^(licen[cs]e|copying|notice)([-.].*)?$/i.test(f))
    .sort();
  if (!files.length && about.license !== 'MIT' && about.license !== 'ISC') throw new Error(`${name} has no licence file`);
  const line = '='.repeat(72);
  if (name === 'katex') files.push('../../src/katex-fonts.txt');
  licences += `\n${line}\n${name} ${about.version} (npm)\n${line}\n`;
  if (!files.length) licences += `\nLicense: ${about.license}; ${about.author?.name ?? about.author ?? 'the contributors of ' + name}\n`;
  for (const f of files) licences += `\n${readFileSync(join(dir, f), 'utf8').replaceAll('\r\n', '\n').trim()}\n`;
}
writeFileSync(join(out, 'licenses.txt'), licences);

for (const [name, entry] of copies) copyFileSync(join(here, entry), join(out, name));

const sizes = readdirSync(join(out, 'fonts')).map(f => statSync(join(out, 'fonts', f)).size);
console.log(`${sizes.length} fonts     ${(sizes.reduce((a, b) => a + b, 0) / 1000).toFixed(1)} kB`);
for (const name of readdirSync(out)
  .filter(n => n !== 'fonts' && !n.endsWith('.txt') && n !== '.keep')
  .sort()) {
  const file = join(out, name);
  const kB = n => `${(n / 1000).toFixed(1)} kB`;
  console.log(`${name.padEnd(12)} ${kB(statSync(file).size).padStart(10)}  gzip ${kB(gzipSync(readFileSync(file)).length)}`);
}
