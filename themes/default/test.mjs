// Runs the unit tests in test/ with Node's test runner. They import TypeScript, which
// Node can't load, so each test is first bundled into a temporary folder.
import * as esbuild from 'esbuild';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = mkdtempSync(join(tmpdir(), 'milepost-test-'));
const tests = readdirSync(join(here, 'test'))
  .filter(f => f.endsWith('.test.mjs'))
  .sort();
try {
  await esbuild.build({
    entryPoints: tests.map(f => join(here, 'test', f)),
    outdir: out,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  const files = tests.map(f => join(out, f));
  process.exitCode = spawnSync(process.execPath, ['--test', '--test-reporter=dot', ...files], { stdio: 'inherit' }).status ?? 1;
} finally {
  rmSync(out, { recursive: true });
}
