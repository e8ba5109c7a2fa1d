// Light, dark, or as the system says. The choice is kept in localStorage, which
// may throw (file://, blocked cookies): then it lasts for this page.

export type Appearance = 'auto' | 'light' | 'dark';

const key = 'milepost-appearance';

/** The reader's choice; auto if there is none or it cannot be read. */
export function storedAppearance(): Appearance {
  try {
    const v = localStorage.getItem(key);
    if (v === 'light' || v === 'dark') return v;
  } catch {
    // not readable: as if there were no choice
  }
  return 'auto';
}

/** Keeps the choice if the browser lets us. */
export function storeAppearance(a: Appearance): void {
  try {
    if (a === 'auto') localStorage.removeItem(key);
    else localStorage.setItem(key, a);
  } catch {
    // not writable: it lasts for this page
  }
}

/** Puts a choice into effect: css/tokens.css follows data-theme, else the system. */
export function applyAppearance(a: Appearance): void {
  const root = document.documentElement;
  if (a === 'auto') delete root.dataset.theme;
  else root.dataset.theme = a;
}
