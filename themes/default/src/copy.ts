// A copy button on every listing.
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
