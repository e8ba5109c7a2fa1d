// Wide tables scroll in a box of their own. The Tab key stops at a box of a table or of
// code only if there is something to scroll.

export function scrollBoxes(): void {
  document.querySelectorAll<HTMLTableElement>('.prose table').forEach(table => {
    if (table.closest('.table-scroll, .gantt-scroll, .chroma, .report')) return;
    const box = document.createElement('div');
    box.className = 'table-scroll';
    table.replaceWith(box);
    box.append(table);
  });
  // A date or a code in a cell is not broken at its hyphens.
  document.querySelectorAll<HTMLElement>('.prose table:not(.data):not(.gantt):not(.report-table) td').forEach(cell => {
    if (/^[\x21-\x7e]{1,18}$/.test(cell.textContent ?? '')) cell.classList.add('short');
  });
  const boxes = document.querySelectorAll<HTMLElement>('.table-scroll, .gantt-scroll, pre');
  const reach = () =>
    boxes.forEach(box => {
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
      else box.removeAttribute('tabindex');
    });
  reach();
  addEventListener('resize', reach);
}
