// The parts of ECharts that the closed list of chart types needs (see
// generator/chart). Both the page's bundle and the build-time drawing are made
// from this list, so that the static picture and the live chart are the same.
import { BarChart, FunnelChart, GaugeChart, HeatmapChart, LineChart, PieChart, RadarChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  RadarComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import langEN from 'echarts/i18n/langEN-obj.js';
import langZH from 'echarts/i18n/langZH-obj.js';
import { SVGRenderer } from 'echarts/renderers';

echarts.use([
  BarChart,
  FunnelChart,
  GaugeChart,
  HeatmapChart,
  LineChart,
  PieChart,
  RadarChart,
  ScatterChart,
  AriaComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  RadarComponent,
  TooltipComponent,
  VisualMapComponent,
  LabelLayout,
  SVGRenderer,
]);
echarts.registerLocale('ZH', langZH);
echarts.registerLocale('EN', langEN);

export const init = echarts.init;
export type Live = ReturnType<typeof echarts.init>;
export type Option = Parameters<Live['setOption']>[0];

/**
 * Widths of texts are reckoned from a table, as the engine does that draws the
 * pictures: measured by the browser, the live chart would stand some pixels off.
 */
export const measureAsAtBuild = (): void => echarts.setPlatformAPI({ createCanvas: () => null as unknown as HTMLCanvasElement });
