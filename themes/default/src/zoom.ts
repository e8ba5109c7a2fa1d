// A picture that the page shows smaller than it is opens in full size on a click, Enter or space.
import { text } from './texts';

export function zoom(): void {
  if (typeof HTMLDialogElement === 'undefined') return;
  document.querySelectorAll<HTMLImageElement>('.prose img').forEach(img => {
    if (img.closest('a, .tab-list')) return;
    if (img.complete) offer(img);
    else img.addEventListener('load', () => offer(img), { once: true });
  });
}

/** Makes a picture a button if it would be clearly larger in full size. */
function offer(img: HTMLImageElement): void {
  const drawing = /\.svg$/i.test(img.src.split(/[?#]/)[0]!);
  const more = drawing ? innerWidth > img.clientWidth * 1.25 : img.naturalWidth > img.clientWidth * 1.1;
  if (!more || !img.clientWidth) return;
  img.tabIndex = 0;
  img.setAttribute('role', 'button');
  img.classList.add('zoomable');
  if (img.alt) img.setAttribute('aria-label', text('js.zoom', img.alt));
  else img.setAttribute('aria-label', text('js.zoom-plain'));
  img.addEventListener('click', () => open(img));
  img.addEventListener('keydown', e => {
    if (e.key !== 'Enter' && e.key !== ' ') return;
    e.preventDefault();
    open(img);
  });
}

function open(img: HTMLImageElement): void {
  const box = document.createElement('dialog');
  box.className = 'zoom';
  box.setAttribute('aria-label', img.alt || text('js.zoom-plain'));
  const large = document.createElement('img');
  large.src = img.currentSrc || img.src;
  large.alt = img.alt;
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'zoom-close';
  close.textContent = text('js.close');
  box.append(close, large);
  box.addEventListener('click', () => box.close());
  box.addEventListener('close', () => {
    box.remove();
    img.focus();
  });
  document.body.append(box);
  box.tabIndex = -1;
  box.showModal();
  box.focus(); // not the button: the key that opened it comes up on what has the focus
}
