import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { test } from 'node:test';

const files = readdirSync('src', { recursive: true })
  .filter(f => f.endsWith('.ts'))
  .map(f => join('src', f));

/** The files of src that a file imports, also those of which it needs only types: its readers need to know those, too. */
function imports(file) {
  const found = [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^;]*?\bfrom '(\.[^']*)'/gm)];
  return found.map(m => normalize(join(file, '..', m[1]) + '.ts')).filter(existsSync);
}

/** A chain of files in which each imports the next, and whose last is its first; empty if there is none. */
function circle() {
  const done = new Set();
  const walk = (file, path) => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return [];
    for (const next of imports(file)) {
      const found = walk(next, [...path, file]);
      if (found.length > 0) return found;
    }
    done.add(file);
    return [];
  };
  for (const f of files) {
    const found = walk(f, []);
    if (found.length > 0) return found;
  }
  return [];
}

test('no file imports itself by way of others', () => assert.deepEqual(circle(), []));
