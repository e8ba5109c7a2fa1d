// Draws static pictures at build time, in an engine that has no window and no
// timers (generator/chart). Never published.
import './chart/still';
import './chart/lean';
import { init, Option } from './chart/core';
import { prepare } from './chart/prepare';

const g = globalThis as unknown as { milepostPicture: (json: string, width: number, height: number) => string };

/** Draws the option (JSON) at a size in px; answers SVG, which generator/chart cleans. */
g.milepostPicture = (json, width, height) => {
  const p = prepare(json, width, c => c);
  p.option.animation = false;
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height, locale: p.locale });
  try {
    chart.setOption(p.option as Option);
    return chart.renderToSVGString({ useViewBox: true });
  } finally {
    chart.dispose();
  }
};
