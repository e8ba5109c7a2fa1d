// The table of contents. On wide screens it is open beside the text and marks the
// heading in view; on narrow ones it is closed above the text.
export function contents(): void {
  const toc = document.querySelector<HTMLDetailsElement>('.toc');
  if (!toc) return;
  const wide = matchMedia('(min-width: 75em)');
  const fit = () => {
    toc.open = wide.matches;
  };
  fit();
  toc.dataset.ready = '';
  wide.addEventListener?.('change', fit);
  spy(toc);
  leaveToText(toc);
}

/**
 * A link with a text fragment (#:~:text=…, from a search engine or the browser's "copy
 * link to highlight") lets the browser mark the first text that has the words. That must
 * be the one in the text, not the one in this list.
 */
function leaveToText(toc: HTMLElement): void {
  const came = performance.getEntriesByType('navigation')[0];
  if (!came || !came.name.includes(':~:text=')) return;
  toc.style.visibility = 'hidden'; // the browser skips hidden text; the list keeps its room
  const show = () => setTimeout(() => toc.style.removeProperty('visibility'), 600);
  if (document.readyState === 'complete') show();
  else addEventListener('load', show);
}

function spy(toc: HTMLElement): void {
  const links = new Map<Element, HTMLAnchorElement>();
  toc.querySelectorAll<HTMLAnchorElement>('a[href^="#"]').forEach(a => {
    const heading = document.getElementById(decodeURIComponent(a.hash.slice(1)));
    if (heading) links.set(heading, a);
  });
  const headings = [...links.keys()];
  let current: HTMLAnchorElement | undefined;
  let waiting = false;
  const mark = () => {
    waiting = false;
    let at = headings[0];
    for (const h of headings) {
      if (h.getBoundingClientRect().top > 120) break;
      at = h;
    }
    if (innerHeight + scrollY >= document.documentElement.scrollHeight - 2) at = headings[headings.length - 1];
    const a = at && links.get(at);
    if (a === current) return;
    current?.removeAttribute('aria-current');
    current = a;
    if (!a) return;
    a.setAttribute('aria-current', 'true');
    const top = a.offsetTop - toc.scrollTop; // scrollIntoView would move the page too
    if (top < 40 || top > toc.clientHeight - 60) toc.scrollTop = a.offsetTop - toc.clientHeight / 2;
  };
  addEventListener(
    'scroll',
    () => {
      if (!waiting) requestAnimationFrame(mark);
      waiting = true;
    },
    { passive: true },
  );
  mark();
}
