// The 404 page: searches for the words of the address and offers the best hits.
import { text } from './texts';

const offered = 5;

export function lost(): void {
  const form = document.querySelector<HTMLFormElement>('.lost form');
  const input = form?.querySelector<HTMLInputElement>('input[name="q"]');
  if (!form || !input) return;
  const query = wanted(location.pathname);
  if (!query) return;
  input.value = query;
  window.milepost?.search?.(query, { limit: offered }).then(
    r => {
      if (!r.hits.length) return;
      const list = document.createElement('ul');
      r.hits.slice(0, offered).forEach(hit => {
        const a = document.createElement('a');
        a.href = hit.url;
        a.textContent = hit.title;
        const li = document.createElement('li');
        li.append(a);
        if (hit.crumbs) li.append(` ${hit.crumbs}`);
        list.append(li);
      });
      const words = document.createElement('p');
      words.textContent = text('js.lost-maybe');
      form.after(words, list);
    },
    () => undefined, // without the index the form still leads to the search page
  );
}

/** The words of an address: its last part, or the one before an index.html. */
function wanted(path: string): string {
  const parts = path.split('/').filter(Boolean);
  const last = parts.pop() ?? '';
  const name = /^(index|404)?(\.html?)?$/i.test(last) ? (parts.pop() ?? '') : last;
  try {
    return decodeURIComponent(name)
      .replace(/(\.(md|html?|xlsx|csv))+$/i, '')
      .replace(/[-_+.]+/g, ' ')
      .trim()
      .slice(0, 80);
  } catch {
    return ''; // not an address of ours
  }
}
