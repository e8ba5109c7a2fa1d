// Opens the folded parts of a page for print and folds them again afterwards. Tables
// behind charts, lists of columns, sources of diagrams and the table of contents stay folded.

export function printing(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>('main details:not([open]):not(.toc):not(.chart-data):not(.columns):not(.diagram-listing)')];
    opened.forEach(d => (d.open = true));
  });
  addEventListener('afterprint', () => {
    opened.forEach(d => (d.open = false));
    opened = [];
  });
}
