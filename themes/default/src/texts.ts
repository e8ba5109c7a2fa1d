// Texts for scripts: the keys of the catalog that begin with "js." or "search.". The
// published scripts write those they need into #mp-texts before they run: see
// generator/theme/assets.go.

let texts: Record<string, string> | undefined;

/** The text of a key with {0}, {1}, … filled in; the key itself if there is none. */
export function text(key: string, ...args: (string | number)[]): string {
  texts ??= JSON.parse(document.getElementById('mp-texts')?.textContent || '{}') as Record<string, string>;
  return (texts[key] ?? key).replace(/\{(\d)\}/g, (whole, i: string) => String(args[Number(i)] ?? whole));
}
