// Makes ECharts faster where it draws pictures at build time, in a slow interpreter: nobody
// ever points at what is drawn there, and a few functions run thousands of times for each
// picture. Import this in that script alone; test/lean.test.mjs holds that the pictures stay
// the same to the byte.
import Model from 'echarts/lib/model/Model.js';
import { DISPLAY_STATES, SPECIAL_STATES } from 'echarts/lib/util/states.js';
import Element from 'zrender/lib/Element.js';

// The looks of what is pointed at, of what is not while something else is, and of what is
// selected: three quarters of all text styles.
SPECIAL_STATES.length = 0;
DISPLAY_STATES.length = 1;

type Options = { [key: string]: unknown } | null | undefined;
type Settings = { option: Options; parentModel: Settings | null };

/** The value of a key in a model, else in its parents. */
function value(model: Settings | null, key: string, alone: boolean): unknown {
  for (; model; model = model.parentModel) {
    const found = model.option == null ? undefined : model.option[key];
    if (found != null || alone) return found;
  }
  return undefined;
}

const settings = Model.prototype as {
  get: (path: string | string[] | null, alone?: boolean) => unknown;
  getShallow: (key: string, alone?: boolean) => unknown;
};
const usual = settings.get;
settings.getShallow = function (this: Settings, key, alone = false) {
  return value(this, key, alone);
};
settings.get = function (this: Settings, path, alone) {
  if (typeof path !== 'string' || path.includes('.')) return usual.call(this as never, path, alone);
  return value(this, path, !!alone);
};

type Moved = { rotation: number; x: number; y: number; scaleX: number; scaleY: number; skewX: number; skewY: number };
const element = Element.prototype as unknown as { needLocalTransform: () => boolean };
const close = 5e-5; // what ECharts takes for zero
const far = (v: number): boolean => v > close || v < -close;
element.needLocalTransform = function (this: Moved) {
  if (far(this.x) || far(this.y)) return true;
  return (
    (this.rotation !== 0 && far(this.rotation)) ||
    (this.scaleX !== 1 && far(this.scaleX - 1)) ||
    (this.scaleY !== 1 && far(this.scaleY - 1)) ||
    (this.skewX !== 0 && far(this.skewX)) ||
    (this.skewY !== 0 && far(this.skewY))
  );
};
