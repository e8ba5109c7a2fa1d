// The parts of ECharts that our chart types need (generator/chart lists the types). The
// page's bundle and the drawing at build time use this one list, so that the static
// picture and the live chart are the same. What answers to the pointer is in echarts.ts.
import { BarChart, FunnelChart, GaugeChart, HeatmapChart, LineChart, PieChart, RadarChart, ScatterChart } from 'echarts/charts';
import { GridComponent, LegendPlainComponent, MarkLineComponent, RadarComponent, VisualMapPiecewiseComponent } from 'echarts/components';
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
  GridComponent,
  LegendPlainComponent,
  MarkLineComponent,
  RadarComponent,
  VisualMapPiecewiseComponent,
  LabelLayout,
  SVGRenderer,
]);
echarts.registerLocale('ZH', langZH);
echarts.registerLocale('EN', langEN);

export const init = echarts.init;
export type Live = ReturnType<typeof echarts.init>;
export type Option = Parameters<Live['setOption']>[0];

/**
 * Lets ECharts take the widths of texts from its table, as the engine that draws the
 * pictures does: measured by the browser, texts of the live chart would stand some pixels off.
 */
export const measureAsAtBuild = (): void => echarts.setPlatformAPI({ createCanvas: () => null as unknown as HTMLCanvasElement });
