// Brings charts to life: when a figure comes into view, the ECharts bundle is
// loaded once and a live chart (tooltip, legend, zoom) is laid over the static
// picture. It looks the same and takes the same room. The picture stays in the
// page: it is what is printed, and what remains when the bundle cannot be loaded
// or the browser is too old.
import type { Charts, Drawn } from './echarts';

const root = document.documentElement;
const drawn: Drawn[] = [];
let bundle: Promise<Charts> | undefined;

/** The bundle as a classic script: works from file:// and under a CSP without inline code. */
function load(): Promise<Charts> {
  bundle =
    bundle ||
    new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = (root.dataset.root || '') + (root.dataset.echarts || '');
      script.onload = () => {
        const charts = (window as unknown as { milepostCharts?: Charts }).milepostCharts;
        if (charts) resolve(charts);
        else reject(new Error('no charts'));
      };
      script.onerror = reject;
      document.head.appendChild(script);
    });
  return bundle;
}

function enliven(figure: HTMLElement, charts: Charts): void {
  const picture = figure.querySelector<HTMLElement>('.chart-picture');
  const pictures = picture ? [...picture.querySelectorAll('svg')] : [];
  const svg = pictures[0];
  const json = figure.querySelector('script.chart-option')?.textContent;
  if (!picture || !svg || !json) return;
  const host = document.createElement('div');
  host.className = 'chart-live';
  host.tabIndex = 0;
  host.setAttribute('role', 'img');
  host.setAttribute('aria-labelledby', svg.getAttribute('aria-labelledby') || '');
  picture.append(host);
  try {
    const chart = charts.draw(host, json, pictures);
    drawn.push(chart);
    keys(host, chart);
    resizes(picture, chart);
    picture.classList.add('is-live');
  } catch {
    host.remove();
  }
}

/** Arrow keys go through the values, Escape closes the tooltip. */
function keys(host: HTMLElement, chart: Drawn): void {
  host.addEventListener('keydown', e => {
    const by = { ArrowRight: 1, ArrowLeft: -1, Escape: 0 }[e.key];
    if (by === undefined || e.ctrlKey || e.altKey || e.metaKey) return;
    chart.step(by);
    if (by !== 0) e.preventDefault();
  });
  host.addEventListener('blur', () => chart.step(0));
}

function resizes(picture: HTMLElement, chart: Drawn): void {
  let width = picture.clientWidth;
  let waiting = false;
  new ResizeObserver(() => {
    if (waiting || picture.clientWidth === width) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      width = picture.clientWidth;
      chart.redraw();
    });
  }).observe(picture);
}

/** Light or dark: by the reader's choice (data-theme) or the system's. */
function followAppearance(): void {
  const redraw = (): void => drawn.forEach(c => c.redraw());
  new MutationObserver(redraw).observe(root, { attributes: true, attributeFilter: ['data-theme'] });
  const dark = matchMedia('(prefers-color-scheme: dark)');
  if (dark.addEventListener) dark.addEventListener('change', redraw);
}

function start(): void {
  const figures = document.querySelectorAll<HTMLElement>('figure.chart[data-chart]');
  if (!figures.length || !root.dataset.echarts || !('IntersectionObserver' in window) || !('ResizeObserver' in window)) return;
  const seen = new IntersectionObserver(
    entries => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        const figure = entry.target as HTMLElement;
        seen.unobserve(figure);
        // without the bundle the picture stays
        load().then(
          charts => enliven(figure, charts),
          () => undefined,
        );
      }
    },
    { rootMargin: '160px' },
  );
  figures.forEach(f => seen.observe(f));
  followAppearance();
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
