// Opens every details element around the target of the page's address, so that the reader sees it.

import { addressed } from './target';

export function unfold(): void {
  const open = () => {
    const target = addressed();
    let folded = false;
    for (let d = target?.closest('details'); d; d = d.parentElement?.closest('details')) {
      folded ||= !d.open;
      d.open = true;
    }
    if (folded) target!.scrollIntoView();
  };
  open();
  addEventListener('hashchange', open);
}
