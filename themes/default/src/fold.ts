// Opens every details element around the target of the page's address, so that the reader sees it.

export function unfold(): void {
  const open = () => {
    let target: HTMLElement | null = null;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      // not an address of ours
    }
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
