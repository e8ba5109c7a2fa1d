// Live charts. When a reader points at a figure, taps it or reaches it by the keyboard,
// this script runs the ECharts bundle (once a page) and lays a live chart with tooltip,
// legend and zoom over the static picture. Both look the same and take the same room.
// The picture stays in the page: it is printed, and it remains when the bundle cannot
// be loaded or the browser is too old. When a figure comes into view the bundle is only
// fetched: running it takes an old machine half a second, in which the page that
// somebody reads would not answer.
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

/** Fetches the bundle before it is needed, over http only; not for readers who save data. */
function fetchAhead(): void {
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData || !/^http/.test(location.protocol)) return;
  const link = document.createElement('link');
  link.rel = 'prefetch';
  link.href = (root.dataset.root || '') + (root.dataset.echarts || '');
  document.head.appendChild(link);
}

/** Lays an empty element over the picture of a figure: the live chart is drawn in it when a reader comes to it. False without a picture or its option. */
function overlay(figure: HTMLElement): boolean {
  const picture = figure.querySelector<HTMLElement>('.chart-picture');
  const pictures = picture ? [...picture.querySelectorAll('svg')] : [];
  const svg = pictures[0];
  const json = figure.querySelector('script.chart-option')?.textContent;
  if (!picture || !svg || !json) return false;
  const host = document.createElement('div');
  host.className = 'chart-live awaits-reader';
  host.tabIndex = 0;
  host.setAttribute('role', 'img');
  host.setAttribute('aria-labelledby', svg.getAttribute('aria-labelledby') || '');
  picture.append(host);
  let asked = false;
  const come = (e: Event): void => {
    if (asked) return;
    asked = true;
    load().then(
      charts => enliven(picture, host, json, pictures, charts, e),
      () => host.remove(), // the picture stays
    );
  };
  host.addEventListener('pointerenter', e => e.pointerType === 'mouse' && come(e));
  host.addEventListener('focus', come);
  host.addEventListener('click', come);
  return true;
}

function enliven(picture: HTMLElement, host: HTMLElement, json: string, pictures: SVGSVGElement[], charts: Charts, e: Event): void {
  try {
    host.classList.remove('awaits-reader');
    const chart = charts.draw(host, json, pictures);
    drawn.push(chart);
    keys(host, chart);
    resizes(picture, chart);
    picture.classList.add('is-live');
    if (e instanceof MouseEvent) chart.point(e.clientX, e.clientY);
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

/** Draws the live charts again when the page turns light or dark, by the reader's choice (data-theme) or the system's. */
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
        seen.disconnect();
        fetchAhead();
        return;
      }
    },
    { rootMargin: '160px' },
  );
  figures.forEach(f => {
    if (overlay(f)) seen.observe(f);
  });
  followAppearance();
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
