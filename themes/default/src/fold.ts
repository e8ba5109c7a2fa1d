// What an address points at is shown, whatever it is folded in.

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
