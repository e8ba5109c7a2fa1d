// The ECharts bundle of a page: loaded by chart.js when the first chart comes
// into view. It leaves one object on window and touches nothing else.
import { init, Live, Option } from './chart/core';
import { colorsOf } from './chart/palette';
import { prepare } from './chart/prepare';

export interface Charts {
  /** Draws the option into the element, height px high for a picture of the width it was made for. */
  draw(el: HTMLElement, json: string, height: number, still: boolean): Drawn;
}

export interface Drawn {
  /** Draws it again: another width or other colours. */
  redraw(): void;
  /** Shows the values at the next (1) or previous (-1) place; hides them with 0. */
  step(by: number): void;
}

function draw(el: HTMLElement, json: string, height: number, still: boolean): Drawn {
  let live: Live | undefined;
  let at = -1;
  let drawnWidth = 0;
  const set = (first: boolean): void => {
    const width = el.clientWidth;
    if (width === 0) return;
    const p = prepare(json, width, colorsOf(el), true);
    el.style.height = height + p.added + 'px';
    live = live || init(el, null, { renderer: 'svg', locale: p.locale });
    if (width !== drawnWidth) live.resize();
    drawnWidth = width;
    p.option.animation = first && !still;
    live.setOption(p.option as Option, { notMerge: true });
  };
  set(true);
  return {
    redraw: () => set(false),
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
