// What ECharts asks of its host, for a host where nothing moves: no timer ever
// fires and chance always gives the same, so that a picture depends on its
// option alone. Imported before ECharts.
const g = globalThis as unknown as { [name: string]: unknown };
const nothing = (): number => 0;
for (const name of ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'requestAnimationFrame']) {
  if (typeof g[name] !== 'function') g[name] = nothing;
}
if (!g.console) g.console = { log: nothing, warn: nothing, error: nothing };
Math.random = () => 0.5;

export {};
