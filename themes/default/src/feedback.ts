// A feedback link names its page; this adds the heading in view when a reader is about
// to follow it. data-holes="120l 340a" says where in the address what is put in: the
// label at 120, the anchor at 340. See generator/feedback/link.go.

/** Windows passes no longer address to a mail program; in characters. */
const longest = 2000;

/** An address with its holes filled. If it is too long for a mail, the readable heading (l) is left out, then the anchor (a). */
export function filled(href: string, holes: string, values: Record<string, string>): string {
  const fill = (without: string) =>
    (holes.match(/\d+[a-z]/g) ?? []).reduceRight((s, hole) => {
      const at = parseInt(hole);
      const kind = hole.slice(-1);
      return s.slice(0, at) + (without.includes(kind) ? '' : encodeURIComponent(values[kind] ?? '')) + s.slice(at);
    }, href);
  for (const without of ['', 'l', 'la']) {
    const s = fill(without);
    if (s.length <= longest || !href.startsWith('mailto:')) return s;
  }
  return href;
}

/** The last heading that the reader has passed. */
function passed(): HTMLElement | undefined {
  let at: HTMLElement | undefined;
  document.querySelectorAll<HTMLElement>('.prose h2[id], .prose h3[id], .prose h4[id], .dataset[id]').forEach(h => {
    if (h.getBoundingClientRect().top <= 120) at = h;
  });
  return at;
}

function values(label: string): Record<string, string> {
  const h = passed();
  const title = h?.querySelector('h2') ?? h;
  const name = (title?.textContent ?? '').replace(/\s+/g, ' ').trim();
  const letters = [...name]; // an emoji is not cut in two
  const id = h?.id ?? '';
  const frag = id && '#' + id;
  return {
    h: name,
    l: name && `${label}${letters.length > 40 ? letters.slice(0, 40).join('') + '…' : name}\r\n`,
    a: id.replace(/[\s%[\]=<>"&]/g, encodeURIComponent),
    f: frag,
    u: location.protocol === 'file:' ? '' : location.href.replace(/[#?].*/, '') + frag, // a path on the reader's own disk is not sent
  };
}

export function feedback(): void {
  document.querySelectorAll<HTMLElement>('.feedback').forEach(box => {
    const links = new Map<HTMLAnchorElement, string>();
    box.querySelectorAll<HTMLAnchorElement>('a[data-holes]').forEach(a => links.set(a, a.getAttribute('href') ?? ''));
    const aim = (e: Event) => {
      const a = e.target instanceof Element && e.target.closest('a');
      const href = a && links.get(a);
      if (a && href) a.setAttribute('href', filled(href, a.dataset.holes ?? '', values(box.dataset.label ?? '')));
    };
    for (const event of ['pointerdown', 'click', 'auxclick', 'contextmenu', 'focusin']) box.addEventListener(event, aim);
  });
}
