// Listings get a copy button and, where lines are too long, a button that wraps them;
// the # of a heading copies its address.
import { text } from './texts';

export function copyButtons(): void {
  document.querySelectorAll<HTMLElement>('.prose .code').forEach(box => {
    const code = box.querySelector('pre code');
    if (!code) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = text('js.copy');
    button.setAttribute('data-search-ignore', '');
    box.append(button);
    wrapButton(box, button);
    let timer = 0;
    button.addEventListener('click', () => {
      copy(code.textContent ?? '').then(
        () => say('js.copied'),
        () => say('js.copy-failed'),
      );
    });
    const say = (key: string) => {
      button.textContent = text(key);
      clearTimeout(timer);
      timer = window.setTimeout(() => (button.textContent = text('js.copy')), 1600);
    };
  });
}

/** A button that wraps the lines of a listing, if it has lines that do not fit. */
function wrapButton(box: HTMLElement, before: HTMLElement): void {
  const pre = box.querySelector('pre');
  if (!pre || pre.scrollWidth <= pre.clientWidth + 1) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy wrap';
  button.setAttribute('data-search-ignore', '');
  const show = (on: boolean) => {
    pre.classList.toggle('wrapped', on);
    button.setAttribute('aria-pressed', String(on));
  };
  button.textContent = text('js.wrap');
  show(false);
  button.addEventListener('click', () => show(!pre.classList.contains('wrapped')));
  before.before(button);
}

export function headingLinks(): void {
  document.querySelectorAll<HTMLAnchorElement>('.prose a.anchor').forEach(a => {
    a.addEventListener('click', () => {
      // once the browser has followed the link, so that location.href names the heading
      setTimeout(() =>
        copy(location.href).then(
          () => said(a),
          () => undefined,
        ),
      );
    });
  });
}

function said(a: HTMLElement): void {
  a.dataset.said = text('js.link-copied');
  setTimeout(() => delete a.dataset.said, 1600);
}

/** The clipboard API needs https; intranets and file:// often have neither. */
async function copy(s: string): Promise<void> {
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(s);
  const area = document.createElement('textarea');
  area.value = s;
  area.className = 'visually-hidden';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('copy');
}
