// Filters: kind:faq and the like, the choices of the results page, and their counts.

import { text } from '../texts';
import type { Filter } from './asking';
import { fold } from './fold';
import type { Filters, Query } from './query';
import type { Facets, PageFacets } from './wire';

/** How many hits have which kind, section, tag and owner; most first. */
export type Counts = Record<keyof Filters, [string, number][]>;

type Test = (p: PageFacets) => boolean;

/**
 * Turns what a query asks for and the filters chosen into tests over pages; what
 * names no facet becomes a part of the query.
 */
export function filtered(facets: Facets, q: Query, chosen: Filters): Filter {
  const lists = { kind: facets.kinds, section: facets.sections, owner: facets.owners, tag: facets.tags };
  const test = (filter: keyof Filters, fits: (name: string) => boolean): Test | undefined => {
    const want = new Set<number>();
    lists[filter].forEach((name, i) => fits(name) && want.add(i));
    if (want.size === 0) return undefined;
    return p => (filter === 'tag' ? p.tags.some(t => want.has(t)) : want.has(p[filter]));
  };
  const never: Test = () => false;
  const own = (['kind', 'section', 'tag', 'owner'] as const).flatMap(f => (chosen[f] ? [test(f, name => name === chosen[f]) ?? never] : []));
  const typed: Test[] = [];
  let named = true;
  for (const { filter, value, not, part } of q.asked) {
    const called = (name: string): string[] => [name, filter === 'kind' ? text(`search.kind.${name}`) : ''];
    const t = test(filter, name => called(name).some(n => n !== '' && fold(n).includes(fold(value))));
    named &&= lists[filter].some(name => called(name).some(n => fold(n) === fold(value)));
    if (t) typed.push(not ? p => !t(p) : t);
    else if (!not) q.parts.push(part);
  }
  return { allowed: over(facets, [...own, ...typed]), chosen: over(facets, own), named };
}

function over(facets: Facets, tests: Test[]): Filter['allowed'] {
  if (tests.length === 0) return undefined;
  return page => {
    const p = facets.pages[page];
    return p !== undefined && tests.every(t => t(p));
  };
}

/** Counts pages by what they can be filtered by. */
export function counts(facets: Facets, numbers: number[]): Counts {
  const pages = numbers.map(page => facets.pages[page]);
  const most = (names: string[], of: (p: PageFacets) => number[]): [string, number][] => {
    const n = new Array<number>(names.length).fill(0);
    for (const p of pages) for (const i of p ? of(p) : []) n[i]!++;
    const all = names.map((name, i): [string, number] => [name, n[i]!]);
    return all.filter(([name, k]) => name !== '' && k > 0).sort((x, y) => y[1] - x[1]);
  };
  return {
    kind: most(facets.kinds, p => [p.kind]),
    section: most(facets.sections, p => [p.section]),
    tag: most(facets.tags, p => p.tags),
    owner: most(facets.owners, p => [p.owner]),
  };
}
