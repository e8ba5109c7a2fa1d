// The ECharts bundle of a page: chart.js loads it when a reader first comes to a chart.
// It adds one object, milepostCharts, to window and touches nothing else.
import { DataZoomComponent, TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';
import { init, Live, measureAsAtBuild, Option } from './chart/core';
import { colorsOf } from './chart/palette';
import { prepare } from './chart/prepare';

use([DataZoomComponent, TooltipComponent]);
measureAsAtBuild();

export interface Charts {
  /** Draws the option (JSON) into el, which lies over the pictures of the same option: one for a column, one for a phone, of which one is shown. */
  draw(el: HTMLElement, json: string, pictures: SVGSVGElement[]): Drawn;
}

export interface Drawn {
  /** Draws the chart again after a change of width or colours. */
  redraw(): void;
  /** Shows the tooltip of the next (1) or previous (-1) value; 0 hides it. */
  step(by: number): void;
  /** Shows the tooltip at a point of the window, in px. */
  point(x: number, y: number): void;
}

/** The size at which the picture that is shown was made, and how much it is scaled on the page: a live chart takes both. Width 0: none is shown. */
function sizeOf(pictures: SVGSVGElement[]): { width: number; height: number; scale: number } {
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
    const { width, height, scale } = sizeOf(pictures);
    if (width === 0) return;
    const p = prepare(json, width, colorsOf(el), { chosen });
    Object.assign(el.style, { width: width + 'px', height: height + 'px', transform: scale === 1 ? '' : `scale(${scale})` });
    if (live) live.resize();
    live = live || begin(el, p.locale);
    p.option.animation = false; // the reader sees the picture already
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
      const { scale } = sizeOf(pictures);
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
