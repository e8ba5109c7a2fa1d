// The button in the header that changes from auto to light, to dark, and back to auto.
import { type Appearance, applyAppearance, storeAppearance, storedAppearance } from './appearance';
import { text } from './texts';

const next: Record<Appearance, Appearance> = { auto: 'light', light: 'dark', dark: 'auto' };

export function themeToggle(): void {
  const button = document.querySelector<HTMLButtonElement>('.theme-toggle');
  if (!button) return;
  let now = storedAppearance();
  const show = () => {
    button.title = text(`js.theme-${now}`);
    button.setAttribute('aria-label', button.title);
    button.dataset.now = now;
  };
  show();
  button.classList.remove('awaits');
  button.addEventListener('click', () => {
    now = next[now];
    storeAppearance(now);
    applyAppearance(now);
    show();
  });
}
