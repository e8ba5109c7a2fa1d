// The palette of generator/chart: the light value of each colour, as options and
// pictures hold it, and its CSS variable. css/chart.css has the dark values. A Go test
// compares the three lists.
const variables: { [light: string]: string } = {
  '#1d6aa8': '--chart-1',
  '#e4572e': '--chart-2',
  '#2a9d8f': '--chart-3',
  '#a01d66': '--chart-4',
  '#1f5a1c': '--chart-5',
  '#a05cf5': '--chart-6',
  '#4a2929': '--chart-7',
  '#401093': '--chart-8',
  '#8b929c': '--chart-rest',
  '#2b3340': '--chart-text',
  '#5b6472': '--chart-muted',
  '#98a1ad': '--chart-axis',
  '#e4e7eb': '--chart-grid',
  '#ffffff': '--chart-paper',
  '#c2185b': '--chart-target',
  '#e9ecef': '--chart-track',
  '#e9f1fb': '--chart-heat-1',
  '#bcd6f4': '--chart-heat-2',
  '#86b3e9': '--chart-heat-3',
  '#3a70bd': '--chart-heat-4',
  '#1b4584': '--chart-heat-5',
  '#1b2a41': '--chart-heat-ink-1',
  '#fffffe': '--chart-heat-ink-2',
  '#d5eedd': '--chart-zone-1',
  '#fcefb4': '--chart-zone-2',
  '#fbd0a3': '--chart-zone-3',
  '#f4a6a0': '--chart-zone-4',
  '#2a2320': '--chart-zone-ink',
  '#1b7f6b': '--chart-grade-1',
  '#8fd0be': '--chart-grade-2',
  '#dde1e6': '--chart-grade-3',
  '#f5b98a': '--chart-grade-4',
  '#c4501b': '--chart-grade-5',
  '#fefeff': '--chart-grade-ink-1',
  '#22262b': '--chart-grade-ink-2',
};

/** A function from a light value of the palette to the value that the page uses now; other colours stay. */
export function colorsOf(el: Element): (light: string) => string {
  const style = getComputedStyle(el);
  return light => {
    const name = variables[light];
    return (name && style.getPropertyValue(name).trim()) || light;
  };
}
