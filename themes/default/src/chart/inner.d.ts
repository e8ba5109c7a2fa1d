// Parts of ECharts that have no types of their own: see lean.ts.
declare module 'echarts/lib/model/Model.js' {
  const Model: { prototype: unknown };
  export default Model;
}
declare module 'echarts/lib/util/states.js' {
  export const SPECIAL_STATES: string[];
  export const DISPLAY_STATES: string[];
}
