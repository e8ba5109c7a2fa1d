// Turns the JSON option of generator/chart into one that ECharts can draw:
// named formats become functions, and the palette's colours follow the page.
import { mark, number, NumberFormat, periodLabels, shorten, textWidth, withUnit } from './format';

/** What generator/chart adds to an option under the key milepost; ECharts never sees it. */
interface Extra {
  lang: string;
  formats: NumberFormat[]; // "@0", "@1", …: one per value axis
  periods?: string[]; // the categories of a period axis: "@period"
  point?: string[]; // names of x and y of a scatter chart: "@point"
  names?: string[]; // of categories and series: "@name" and the px it may take
  zoom?: 'x' | 'y'; // many categories: the live chart can be zoomed along this axis
}

type Json = { [key: string]: unknown };

export interface Prepared {
  option: Json;
  locale: 'ZH' | 'EN';
}

/** What a reader has done to a live chart; pictures have none. */
export interface Touch {
  chosen?: { [name: string]: boolean }; // series shown or hidden by the legend; undefined until the first click
}

type Named = (name: string) => unknown;

/** What ECharts gives to a formatter about one mark. */
interface Mark {
  name: string;
  value: unknown;
  seriesName?: string;
  seriesIndex?: number;
  data?: { told?: string };
}

const last = (value: unknown): unknown => (Array.isArray(value) ? value[value.length - 1] : value);

/** Writes names within px, for axes, legends and parts of a ring; those also tell their share. */
function nameLabels(names: string[], px: number): (what: string | Mark) => string {
  const short = shorten(names, px);
  return what => {
    if (typeof what === 'string') return short(what);
    return short(what.name) + (what.data && what.data.told ? '  ' + what.data.told : '');
  };
}

/** A tooltip for names that hold braces, with a word joiner (U+2060) after each: ECharts reads {name| as a mark of style. */
function plainTip(formats: NumberFormat[], axisOf: (series: number) => number): (marks: Mark | Mark[]) => string {
  return marks => {
    const all = ([] as Mark[]).concat(marks);
    const lines = all.map(m => {
      const f = formats[axisOf(m.seriesIndex || 0)] || { digits: 2 };
      return (m.seriesName ? m.seriesName + '  ' : '') + withUnit(last(m.value), f);
    });
    return [all[0] ? all[0].name : '', ...lines].join('\n').replace(/\{/g, '{\u2060');
  };
}

function formatters(extra: Extra, width: number, option: Json): Named {
  const zh = extra.lang.slice(0, 2) === 'zh';
  const format = (i: string): NumberFormat => extra.formats[parseInt(i, 10)] || { digits: 2 };
  const series = ([] as Json[]).concat((option.series as Json[]) || []);
  return name => {
    const px = /^@name(\d+)$/.exec(name);
    if (px) return nameLabels(extra.names || [], parseInt(px[1] || '0', 10));
    if (name === '@tip') return plainTip(extra.formats, i => Number(series[i]?.yAxisIndex || 0));
    const m = /^@(axis|value|label)(\d)$/.exec(name);
    if (name === '@period') return periodLabels(extra.periods || [], width - 90, zh);
    if (name === '@point') {
      return (p: { name: string; value: number[] }) =>
        [p.name, ...(extra.point || []).map((n, i) => n + '  ' + withUnit(p.value[i], format(String(i))))].filter(Boolean).join('\n');
    }
    if (!m) return undefined;
    const f = format(m[2] || '0');
    if (m[1] === 'axis') return (v: number) => mark(v, f);
    if (m[1] === 'value') return (v: unknown) => withUnit(last(v), f);
    return (p: { value: unknown }) => {
      const v = last(p.value);
      return typeof v === 'number' ? number(v, f) : '';
    };
  };
}

/** Replaces named formats and colours everywhere below node. */
function walk(node: unknown, named: Named, color: (c: string) => string): unknown {
  if (Array.isArray(node)) {
    // plain numbers hold nothing to replace, and are most of an option
    return typeof node[0] === 'number' || node[0] === null ? node : node.map(n => walk(n, named, color));
  }
  if (node === null || typeof node !== 'object') return node;
  const from = node as Json;
  const to: Json = {};
  for (const key of Object.keys(from)) {
    const v = from[key];
    if (typeof v === 'string' && (key === 'formatter' || key === 'valueFormatter') && v[0] === '@') {
      const f = named(v);
      if (f) to[key] = f;
    } else if (typeof v === 'string' && isColorKey(key)) {
      to[key] = color(v);
    } else if (key === 'color' && Array.isArray(v)) {
      to[key] = v.map(c => (typeof c === 'string' ? color(c) : c));
    } else if (key === 'data' && Array.isArray(v) && (typeof v[0] === 'string' || typeof v[0] === 'number')) {
      to[key] = v;
    } else {
      to[key] = walk(v, named, color);
    }
  }
  return to;
}

function isColorKey(key: string): boolean {
  return key === 'color' || key === 'borderColor' || key === 'backgroundColor';
}

/** The width that generator/chart lays an option out for. */
const designWidth = 760;

/**
 * Changes an option for another width, in px, and the same height: the legend takes more
 * rows and moves the grid down, labels under bars get less room.
 */
function fit(option: Json, width: number): void {
  const legend = option.legend as Json | undefined;
  if (legend && legend.show && Array.isArray(legend.data)) {
    const total = (legend.data as string[]).reduce((w, n) => w + Math.min(textWidth(n), 180) + 46, 0);
    const rows = (w: number): number => Math.floor(total / (w - 40)) + 1;
    const added = Math.max(rows(width) - rows(designWidth), 0) * 22;
    legend.width = width - 40;
    const grid = option.grid as Json | undefined;
    if (grid && typeof grid.top === 'number') grid.top += added;
    const radar = option.radar as Json | undefined;
    if (radar && Array.isArray(radar.center)) {
      radar.center[1] = (radar.center[1] as number) + added / 2;
      radar.radius = Math.min((radar.radius as number) - added / 2, width / 2 - 90);
    }
  }
  for (const axis of ([] as Json[]).concat((option.xAxis as Json[]) || [])) {
    const label = axis.axisLabel as Json | undefined;
    if (!label || typeof label.width !== 'number' || width >= designWidth) continue;
    const room = Math.floor((label.width * (width - 160)) / (designWidth - 160));
    if (room >= 26) {
      label.width = room;
    } else {
      delete label.width;
      label.interval = 'auto';
    }
  }
  for (const axis of ([] as Json[]).concat((option.yAxis as Json[]) || [])) {
    const label = axis.axisLabel as Json | undefined;
    if (!label || typeof label.width !== 'number') continue;
    label.width = Math.min(label.width, Math.floor(width * 0.3));
    if (typeof label.formatter === 'string' && /^@name/.test(label.formatter)) label.formatter = '@name' + label.width;
  }
  const map = option.visualMap as Json | undefined;
  if (map && width < 520) Object.assign(map, { itemGap: 4, itemWidth: 10, textGap: 3, textStyle: { ...(map.textStyle as Json), fontSize: 10 } });
}

/** Adds what only a live chart has: zoom, the choice in the legend, and no sums while parts are hidden. */
function enliven(option: Json, extra: Extra, touch: Touch): void {
  if (touch.chosen) {
    (option.legend as Json).selected = touch.chosen;
    if (Object.keys(touch.chosen).some(name => !touch.chosen![name])) dropSums(option);
  }
  if (!extra.zoom) return;
  const axis = extra.zoom === 'x' ? { xAxisIndex: 0 } : { yAxisIndex: 0 };
  const inside = { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, filterMode: 'none', ...axis };
  if (extra.zoom === 'y') {
    option.dataZoom = [inside];
    return;
  }
  option.dataZoom = [inside, { type: 'slider', height: 20, bottom: 4, filterMode: 'none', brushSelect: false, ...axis }];
}

/** Leaves room below the grid for the slider of the live chart, in the picture too: both have one layout. */
function leaveRoom(option: Json, extra: Extra): void {
  const grid = option.grid as Json | undefined;
  if (extra.zoom === 'x' && grid && typeof grid.bottom === 'number') grid.bottom += 36;
}

function dropSums(option: Json): void {
  for (const s of ([] as Json[]).concat((option.series as Json[]) || [])) {
    for (const d of (s.data as Json[]) || []) {
      const label = d && (d.label as Json | undefined);
      if (label && label.total) delete d.label;
    }
  }
}

/** The option for ECharts at a width in px; color turns a light value of the palette into the page's colour; live is given for live charts. */
export function prepare(json: string, width: number, color: (c: string) => string, live?: Touch): Prepared {
  const option = JSON.parse(json) as Json;
  const extra = (option.milepost || {}) as Extra;
  delete option.milepost;
  if (width !== designWidth) fit(option, width);
  leaveRoom(option, extra);
  if (live) enliven(option, extra, live);
  const named = formatters({ ...extra, lang: extra.lang || 'zh-CN', formats: extra.formats || [] }, width, option);
  return {
    option: walk(option, named, color) as Json,
    locale: (extra.lang || 'zh').slice(0, 2) === 'zh' ? 'ZH' : 'EN',
  };
}
