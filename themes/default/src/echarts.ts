// The ECharts bundle of a page: loaded by chart.js when somebody first points at a
// chart. It leaves one object on window and touches nothing else.
import { init, Live, measureAsAtBuild, Option } from './chart/core';
import { colorsOf } from './chart/palette';
import { prepare } from './chart/prepare';

measureAsAtBuild();

export interface Charts {
  /** Draws the option into the element, which lies over the pictures that were made of it: one of them is shown. */
  draw(el: HTMLElement, json: string, pictures: SVGSVGElement[]): Drawn;
}

export interface Drawn {
  /** Draws it again: another width or other colours. */
  redraw(): void;
  /** Shows the values at the next (1) or previous (-1) place; hides them with 0. */
  step(by: number): void;
  /** Shows the values at a place of the window. */
  point(x: number, y: number): void;
}

/** How a live chart lies over the picture that is shown: laid out as it was made, then scaled. */
function placed(pictures: SVGSVGElement[]): { width: number; height: number; scale: number } {
  for (const picture of pictures) {
    const shown = picture.getBoundingClientRect().width;
    const made = picture.viewBox.baseVal;
    if (shown > 0) return { width: made.width, height: made.height, scale: shown / made.width };
  }
  return { width: 0, height: 0, scale: 1 };
}

function draw(el: HTMLElement, json: string, pictures: SVGSVGElement[]): Drawn {
  let live: Live | undefined;
  let at = -1;
  let chosen: { [name: string]: boolean } | undefined; // in the legend
  const set = (): void => {
    const { width, height, scale } = placed(pictures);
    if (width === 0) return;
    const p = prepare(json, width, colorsOf(el), { chosen });
    Object.assign(el.style, { width: width + 'px', height: height + 'px', transform: scale === 1 ? '' : `scale(${scale})` });
    if (live) live.resize();
    live = live || begin(el, p.locale);
    p.option.animation = false; // the picture is there already
    live.setOption(p.option as Option, { notMerge: true });
  };
  const begin = (host: HTMLElement, locale: string): Live => {
    const chart = init(host, null, { renderer: 'svg', locale });
    chart.on('legendselectchanged', e => {
      chosen = (e as { selected: { [name: string]: boolean } }).selected;
      set();
    });
    return chart;
  };
  set();
  return {
    redraw: set,
    point(x, y) {
      const { left, top } = el.getBoundingClientRect();
      const { scale } = placed(pictures);
      live?.dispatchAction({ type: 'showTip', x: (x - left) / scale, y: (y - top) / scale });
    },
    step(by) {
      if (!live) return;
      const data = (live.getOption().series as { data?: unknown[] }[])[0]?.data || [];
      if (by === 0 || data.length === 0) {
        at = -1;
        live.dispatchAction({ type: 'hideTip' });
        return;
      }
      at = Math.min(Math.max(at + by, 0), data.length - 1);
      live.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: at });
    },
  };
}

(window as unknown as { milepostCharts: Charts }).milepostCharts = { draw };
