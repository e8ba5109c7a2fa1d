// Draws the diagrams of a page with Mermaid; diagram.js loads this when the first one
// comes into view. Our security policy allows neither style elements nor style
// attributes, and Mermaid writes both. So the text of a style element becomes a style
// sheet that the document adopts, and style attributes are set through the style object
// of each element: the policy allows both. Our colours are written as CSS variables, so
// that a diagram follows the reader's choice of light or dark and is light on paper.
import DOMPurify from 'dompurify';
import mermaid, { type MermaidConfig } from 'mermaid';
import { faultOf } from './parts/diagramfault';

const root = document.documentElement;

/** Our CSS variables, and the colours of Mermaid's theme that each stands for. */
const colours: Record<string, string[]> = {
  '--paper': ['background', 'edgeLabelBackground', 'labelBackground', 'pieSectionTextColor', 'pieStrokeColor'],
  '--accent-tint': ['primaryColor', 'mainBkg', 'actorBkg', 'labelBoxBkgColor', 'activationBkgColor', 'taskBkgColor', 'activeTaskBkgColor'],
  '--ink': [
    'primaryTextColor',
    'secondaryTextColor',
    'tertiaryTextColor',
    'textColor',
    'titleColor',
    'nodeTextColor',
    'actorTextColor',
    'signalTextColor',
    'labelTextColor',
    'loopTextColor',
    'noteTextColor',
    'taskTextColor',
    'taskTextDarkColor',
    'taskTextOutsideColor',
    'pieTitleTextColor',
    'pieLegendTextColor',
    'classText',
    'labelColor',
  ],
  '--accent': ['primaryBorderColor', 'nodeBorder', 'actorBorder', 'labelBoxBorderColor', 'activationBorderColor', 'taskBorderColor', 'activeTaskBorderColor', 'pie1'],
  '--soft': ['lineColor', 'arrowheadColor', 'signalColor', 'actorLineColor', 'defaultLinkColor'],
  '--calm-tint': ['secondaryColor'],
  '--calm': ['secondaryBorderColor', 'pie5'],
  '--ground': ['tertiaryColor', 'clusterBkg', 'sectionBkgColor', 'altBackground'],
  '--line-strong': ['tertiaryBorderColor', 'clusterBorder', 'gridColor', 'pieOuterStrokeColor'],
  '--warn-tint': ['noteBkgColor'],
  '--warn': ['noteBorderColor', 'pie3'],
  '--bad': ['critBorderColor', 'errorTextColor', 'todayLineColor', 'pie4'],
  '--bad-tint': ['critBkgColor', 'errorBkgColor'],
  '--good-tint': ['doneTaskBkgColor'],
  '--good': ['doneTaskBorderColor', 'pie2'],
  '--bar-actual': ['pie6'],
};

/** Pairs of a colour's value in the page's current mode and the name of its variable. */
let variables: [string, string][] = [];

/** CSS in which the values of our colours are replaced by their variables. */
const ours = (css: string): string => variables.reduce((s, [value, name]) => s.split(value).join(`var(${name})`), css);

/** While a picture for a file of its own is made: its styles, which the document does not adopt. */
let apart: string[] | undefined;

function adopt(css: string): void {
  if (apart) {
    apart.push(css);
    return;
  }
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(ours(css));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** An element in place of a style element: text that is written into it becomes a style sheet. */
function standIn(): HTMLElement {
  const e = create.call(document, 'mp-style') as HTMLElement;
  for (const name of ['innerHTML', 'textContent']) Object.defineProperty(e, name, { set: adopt, get: () => '' });
  return e;
}

const create = Document.prototype.createElement;
const createNS = Document.prototype.createElementNS;
const setAttribute = Element.prototype.setAttribute;
document.createElement = function (name: string, options?: ElementCreationOptions) {
  return name === 'style' ? standIn() : create.call(document, name, options);
} as typeof document.createElement;
document.createElementNS = function (space: string, name: string) {
  return name === 'style' ? standIn() : createNS.call(document, space, name);
} as typeof document.createElementNS;
Element.prototype.setAttribute = function (name: string, value: string) {
  if (name === 'style' && 'style' in this) (this as unknown as ElementCSSInlineStyle).style.cssText = value;
  else setAttribute.call(this, name, value);
};

/** HTML whose style attributes are renamed to data-style: the policy would refuse them, with an error on the console. */
const unstyled = (html: string): string => html.replace(/<[a-zA-Z](?:[^>"]|"[^"]*")*>/g, tag => tag.replace(/ style="/g, ' data-style="'));

const sanitize = DOMPurify.sanitize.bind(DOMPurify) as (dirty: unknown, config?: unknown) => string;
(DOMPurify as { sanitize: unknown }).sanitize = (dirty: unknown, config?: unknown) => sanitize(typeof dirty === 'string' ? unstyled(dirty) : dirty, config);

function configure(more: MermaidConfig = {}): void {
  const now = getComputedStyle(root);
  const themeVariables: Record<string, unknown> = {
    darkMode: now.colorScheme.includes('dark') && !now.colorScheme.includes('light'),
    fontFamily: getComputedStyle(document.body).fontFamily,
    fontSize: '15px',
    pieOpacity: '1',
  };
  variables = [];
  for (const [name, uses] of Object.entries(colours)) {
    const value = now.getPropertyValue(name).trim().toLowerCase();
    if (!/^#[0-9a-f]{6}$/.test(value)) continue; // a site's own colour in another notation, such as rgb(): Mermaid's default stays
    variables.push([value, name]);
    for (const use of uses) themeVariables[use] = value;
  }
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    suppressErrorRendering: true,
    layout: 'dagre',
    theme: 'base',
    themeVariables,
    fontFamily: themeVariables.fontFamily as string,
    maxTextSize: 50000,
    maxEdges: 500,
    ...more,
  });
}

/** Puts a drawing into an element and sets its styles through the style objects; styled may change each. */
function fill(host: HTMLElement, svg: string, styled: (css: string) => string): void {
  host.innerHTML = unstyled(svg);
  host.querySelectorAll<SVGElement>('[data-style]').forEach(e => {
    e.style.cssText = styled(e.getAttribute('data-style') ?? '');
    e.removeAttribute('data-style');
  });
}

/** Draws a diagram into an element; throws Mermaid's error if the source has a fault. */
async function draw(host: HTMLElement, source: string, id: string): Promise<void> {
  configure();
  const { svg } = await mermaid.render(id, source);
  fill(host, svg, ours);
  for (const name of ['fill', 'stroke', 'color']) host.querySelectorAll(`[${name}^="#"]`).forEach(e => e.setAttribute(name, ours(e.getAttribute(name)!.toLowerCase())));
}

/**
 * A diagram as a file of its own, for `milepost draw` (generator/draw.go): with the values of its
 * colours instead of variables, its styles inside, its texts as SVG. Answers JSON: {svg}; {unkept}
 * where Mermaid writes texts as HTML although told not to (sections of journeys), since a picture
 * would lose these texts or show them in the colour of their ground; or the Fault of the source.
 */
async function picture(source: string, id: string): Promise<string> {
  configure({ htmlLabels: false, flowchart: { htmlLabels: false }, class: { htmlLabels: false } });
  const styles = (apart = [] as string[]);
  const host = create.call(document, 'div') as HTMLElement;
  try {
    const { svg } = await mermaid.render(id, source);
    fill(host, svg, css => css);
  } catch (e) {
    return JSON.stringify(faultOf(e, source));
  } finally {
    apart = undefined;
  }
  const svg = host.querySelector('svg')!;
  if (svg.querySelector('foreignObject')) return JSON.stringify({ unkept: true });
  const style = createNS.call(document, svg.namespaceURI, 'style');
  style.textContent = styles.join('\n');
  svg.prepend(style);
  const { width, height } = svg.viewBox.baseVal;
  svg.setAttribute('width', String(Math.ceil(width)));
  svg.setAttribute('height', String(Math.ceil(height)));
  svg.style.backgroundColor = getComputedStyle(root).getPropertyValue('--paper');
  return JSON.stringify({ svg: new XMLSerializer().serializeToString(svg) });
}

Object.assign(window, { milepostDiagrams: draw, milepostPicture: picture });
