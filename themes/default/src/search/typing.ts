// When to ask while somebody types: not during composition, not for each key.

/** Idle time before a query is tried, and before its last hits are looked for, in ms. */
const pause = 160;
const rest = 750;

/** Calls ask(query, typing) for the text of an input field as it settles. */
export function watchTyping(input: HTMLInputElement, ask: (query: string, typing: boolean) => void): { now: () => void } {
  let composing = false;
  let timer = 0;
  let asked = input.value;
  const settle = (typing: boolean): void => {
    clearTimeout(timer);
    asked = input.value;
    ask(input.value, typing);
    if (typing) timer = window.setTimeout(() => settle(false), rest);
  };
  const changed = (): void => {
    if (composing || input.value === asked) return;
    clearTimeout(timer);
    // A lone letter begins half the words of the site: wait for the next one.
    const lone = /(^|\s)[a-z0-9]$/i.test(input.value);
    timer = window.setTimeout(() => settle(true), input.value.trim() ? (lone ? 3 * pause : pause) : 0);
  };
  input.addEventListener('compositionstart', () => (composing = true));
  input.addEventListener('compositionend', () => {
    composing = false;
    changed();
  });
  input.addEventListener('input', changed);
  return {
    now: () => {
      composing = false;
      settle(false);
    },
  };
}
