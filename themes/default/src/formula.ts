// Text that a reader copies holds formulas as TeX between $ or $$, as people write them:
// a browser alone would copy the letters of a formula in no useful order.
const tex = (formula: Element): string => {
  const source = formula.querySelector('annotation')?.textContent ?? '';
  return formula.parentElement?.classList.contains('katex-display') ? `$$${source}$$` : `$${source}$`;
};

document.addEventListener('copy', e => {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !e.clipboardData) return;
  const range = selection.getRangeAt(0);
  // a formula that is selected in part is copied whole
  const around = (n: Node): Element | null => (n instanceof Element ? n : n.parentElement)?.closest('.katex') ?? null;
  const first = around(range.startContainer);
  const last = around(range.endContainer);
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const copied = document.createElement('div');
  copied.append(range.cloneContents());
  const formulas = copied.querySelectorAll('.katex');
  if (!formulas.length) return;
  e.clipboardData.setData('text/html', copied.innerHTML);
  formulas.forEach(f => f.replaceWith(tex(f)));
  copied.querySelectorAll('p, div, li, h1, h2, h3, h4, tr, br').forEach(b => b.append('\n'));
  e.clipboardData.setData('text/plain', (copied.textContent ?? '').trim());
  e.preventDefault();
});
