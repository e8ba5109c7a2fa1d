// The changes of src/chart/lean.ts make drawing faster and change no picture.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { createContext, runInContext } from 'node:vm';

// This file runs as a bundle in a temporary folder; npm runs it from the theme's.
const theme = process.cwd();
const esbuild = createRequire(join(theme, 'package.json'))('esbuild');

/** Bundles nothing in place of lean.ts. */
const asItIs = {
  name: 'as-it-is',
  setup: build => build.onLoad({ filter: /[\\/]chart[\\/]lean\.ts$/ }, () => ({ contents: '' })),
};

/** The drawing script, with ECharts as it is or as lean.ts changes it. */
async function drawer(plugins) {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: theme,
    entryPoints: ['src/ssr.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"', __DEV__: 'false' },
    plugins,
  });
  const world = createContext({});
  runInContext(outputFiles[0].text, world);
  return world.milepostPicture;
}

/** What generator/chart keeps of a picture: no looks under a pointer. */
const kept = svg =>
  svg
    .replace(/<style.*?<\/style>/gs, '')
    .replace(/ class="[^"]*"/g, '')
    .trim();

test('the pictures are the same without the changes', async () => {
  const [usual, changed] = [await drawer([asItIs]), await drawer([])];
  const folder = join(theme, '../../generator/chart/testdata');
  const examples = readdirSync(folder).filter(f => f.endsWith('.txtar'));
  assert.ok(examples.length > 20);
  for (const file of examples) {
    const [head, option] = readFileSync(join(folder, file), 'utf8').split('-- option.json --\n');
    const [, width, height] = head.match(/^(\d+) x (\d+)$/m).map(Number);
    for (const w of [width, 358]) {
      assert.equal(kept(changed(option, w, height)), kept(usual(option, w, height)), `${file} at ${w} px`);
    }
  }
});
