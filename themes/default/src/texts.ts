// Texts for scripts: the catalog's keys that begin with "js." or "search.". The
// published theme.js puts the first into #mp-texts before anything else runs,
// search-ui.js the others before it does anything.

let texts: Record<string, string> | undefined;

/** The text of a key with {0}, {1}, … filled in; the key itself if there is none. */
export function text(key: string, ...args: (string | number)[]): string {
  texts ??= JSON.parse(document.getElementById('mp-texts')?.textContent || '{}') as Record<string, string>;
  return (texts[key] ?? key).replace(/\{(\d)\}/g, (whole, i: string) => String(args[Number(i)] ?? whole));
}
