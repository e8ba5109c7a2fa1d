// Diagrams: when one comes into view, Mermaid is loaded (once) and draws a picture in
// place of the source. The source is shown until then, where a browser is too old, and
// when it has a fault. A diagram that `milepost draw` has drawn is left as it is.
import { run } from '../run';
import { text } from '../texts';
import { faultOf, type Fault } from './diagramfault';

type Draw = (host: HTMLElement, source: string, id: string) => Promise<void>;

const at = (window as unknown as { milepost?: { mermaidAt?: string } }).milepost?.mermaidAt;
const root = document.documentElement;
let bundle: Promise<Draw> | undefined;
let turn: Promise<unknown> = Promise.resolve(); // ends with the last one asked for: one is drawn at a time
let count = 0;

function load(): Promise<Draw> {
  return (bundle ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = (root.dataset.root || '') + at!;
    script.onload = () => resolve((window as unknown as { milepostDiagrams: Draw }).milepostDiagrams);
    script.onerror = reject;
    document.head.append(script);
  }));
}

async function show(figure: HTMLElement): Promise<void> {
  const source = figure.querySelector('code')?.textContent ?? '';
  const host = figure.querySelector<HTMLElement>('.diagram-picture') ?? document.createElement('div');
  host.className = 'diagram-picture';
  host.tabIndex = 0;
  let draw: Draw;
  try {
    draw = await load();
  } catch {
    return; // the source stays
  }
  try {
    await draw(host, source, `diagram-${++count}`);
    if (!host.isConnected) {
      figure.prepend(host);
      sourceButton(figure);
    }
    figure.classList.add('is-drawn');
  } catch (e) {
    tell(figure, faultOf(e, source));
  }
}

/** Says what is wrong with the source, and in which line. */
function tell(figure: HTMLElement, { line, said }: Fault): void {
  const p = document.createElement('p');
  p.className = 'diagram-fault';
  p.setAttribute('role', 'alert');
  p.textContent = line ? text('js.diagram-line', line, Number(figure.dataset.line) + line, said) : text('js.diagram-fault', said);
  figure.prepend(p);
}

function sourceButton(figure: HTMLElement): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'diagram-source';
  button.textContent = text('js.diagram-source');
  button.setAttribute('aria-expanded', 'false');
  button.setAttribute('data-search-ignore', '');
  button.addEventListener('click', () => button.setAttribute('aria-expanded', String(figure.classList.toggle('has-source'))));
  figure.append(button);
}

function diagrams(): void {
  const figures = [...document.querySelectorAll<HTMLElement>('figure.mp-diagram')].filter(f => !f.querySelector('.diagram-kept'));
  if (!at || !('IntersectionObserver' in window) || !('adoptedStyleSheets' in document)) return;
  const draw = (f: HTMLElement): void => void (turn = turn.then(() => show(f)));
  const seen = new IntersectionObserver(
    entries => {
      for (const e of entries) {
        if (!e.isIntersecting) continue;
        seen.unobserve(e.target);
        draw(e.target as HTMLElement);
      }
    },
    { rootMargin: '200px' },
  );
  figures.forEach(f => seen.observe(f));
  const again = (): void => document.querySelectorAll<HTMLElement>('figure.mp-diagram.is-drawn').forEach(draw);
  new MutationObserver(again).observe(root, { attributes: true, attributeFilter: ['data-theme'] });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
}

run(diagrams);
