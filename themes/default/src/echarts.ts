// The ECharts bundle of a page: loaded by chart.js when the first chart comes
// into view. It leaves one object on window and touches nothing else.
import { init, Live, measureAsAtBuild, Option } from './chart/core';
import { colorsOf } from './chart/palette';
import { prepare } from './chart/prepare';

measureAsAtBuild();

export interface Charts {
  /** Draws the option into the element, which lies over the picture that was made of it. */
  draw(el: HTMLElement, json: string, picture: SVGSVGElement): Drawn;
}

export interface Drawn {
  /** Draws it again: another width or other colours. */
  redraw(): void;
  /** Shows the values at the next (1) or previous (-1) place; hides them with 0. */
  step(by: number): void;
}

/** Below this width a picture's text is too small: the chart is laid out anew for the width (css/blocks.css). */
const narrow = 560;

/** How a live chart lies over a picture: laid out for width x height, then scaled. */
function placed(picture: SVGSVGElement): { width: number; height: number; scale: number } {
  const shown = picture.getBoundingClientRect().width;
  const made = picture.viewBox.baseVal;
  if (shown < narrow) return { width: Math.floor(shown), height: made.height, scale: 1 };
  return { width: made.width, height: made.height, scale: shown / made.width };
}

function draw(el: HTMLElement, json: string, picture: SVGSVGElement): Drawn {
  let live: Live | undefined;
  let at = -1;
  let chosen: { [name: string]: boolean } | undefined; // in the legend
  const set = (): void => {
    const { width, height, scale } = placed(picture);
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
