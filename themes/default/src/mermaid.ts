// Draws the diagrams of a page with Mermaid: loaded by diagram.js when the first one
// comes into view. Pages allow neither style elements nor style attributes, and
// Mermaid writes both. What it writes into a style element becomes a sheet that the
// document adopts, and what it sets as a style attribute goes through the object
// model; the policy allows both. Colours of ours are written as their variables, so
// that a diagram follows the reader's choice of light or dark, and paper is light.
import DOMPurify from 'dompurify';
import mermaid from 'mermaid';

const root = document.documentElement;

/** Our colours and what of a diagram they are for. */
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

/** What stands for each of our colours just now. */
let variables: [string, string][] = [];

/** A style with our colours as their variables. */
const ours = (css: string): string => variables.reduce((s, [value, name]) => s.split(value).join(`var(${name})`), css);

function adopt(css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(ours(css));
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** An element that takes what is written into it for a style sheet. */
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

/** HTML whose style attributes are only kept: a parser would refuse them with a word on the console. */
const unstyled = (html: string): string => html.replace(/<[a-zA-Z](?:[^>"]|"[^"]*")*>/g, tag => tag.replace(/ style="/g, ' data-style="'));

const sanitize = DOMPurify.sanitize.bind(DOMPurify) as (dirty: unknown, config?: unknown) => string;
(DOMPurify as { sanitize: unknown }).sanitize = (dirty: unknown, config?: unknown) => sanitize(typeof dirty === 'string' ? unstyled(dirty) : dirty, config);

function configure(): void {
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
    if (!/^#[0-9a-f]{6}$/.test(value)) continue; // a site's own, written otherwise
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
  });
}

/** Puts the picture of a diagram into an element; an error says what its source lacks. */
async function draw(host: HTMLElement, source: string, id: string): Promise<void> {
  configure();
  const { svg } = await mermaid.render(id, source);
  host.innerHTML = unstyled(svg);
  host.querySelectorAll<SVGElement>('[data-style]').forEach(e => {
    e.style.cssText = ours(e.getAttribute('data-style') ?? '');
    e.removeAttribute('data-style');
  });
  for (const name of ['fill', 'stroke', 'color']) host.querySelectorAll(`[${name}^="#"]`).forEach(e => e.setAttribute(name, ours(e.getAttribute(name)!.toLowerCase())));
}

(window as unknown as { milepostDiagrams: unknown }).milepostDiagrams = draw;
