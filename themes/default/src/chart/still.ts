// Timers, a console and random numbers for ECharts in an engine that lacks them. No timer
// fires, and the random number is always the same, so that a picture depends on its
// option alone. Import this before ECharts.
const g = globalThis as unknown as { [name: string]: unknown };
const nothing = (): number => 0;
for (const name of ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'requestAnimationFrame']) {
  if (typeof g[name] !== 'function') g[name] = nothing;
}
if (!g.console) g.console = { log: nothing, warn: nothing, error: nothing };
Math.random = () => 0.5;

export {};
