// On paper every details element is open; afterwards it is as before.

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
