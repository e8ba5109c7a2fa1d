// Turns TeX into HTML at build time, in an engine that has no window (generator/formula).
// Never published. An answer is "ok" and the HTML on the lines after it, or, of a fault,
// its position in the TeX (characters, from 0) and on the next line KaTeX's message.
import katex from 'katex';

const g = globalThis as unknown as { milepostFormula: (tex: string, display: boolean) => string; console?: unknown };
g.console = g.console || { log() {}, warn() {}, error() {} };

/** Refuses commands with which an author could write links, pictures, classes or styles, such as \href. */
const trust = ({ command }: { command: string }): boolean => {
  throw new katex.ParseError(`${command} may not be used`);
};

g.milepostFormula = (tex, display) => {
  try {
    const html = katex.renderToString(tex, { displayMode: display, output: 'htmlAndMathml', trust, strict: false, maxSize: 50, maxExpand: 1000, minRuleThickness: 0.04 });
    // screen readers read the MathML, and the search finds the TeX in it; the drawn HTML is for the eye only
    return (
      'ok\n' +
      html
        .replace('<span class="katex">', '<span class="mp-tex katex">')
        .replace('<span class="katex-html" aria-hidden="true">', '<span class="katex-html" aria-hidden="true" data-search-ignore>')
    );
  } catch (e) {
    if (!(e instanceof katex.ParseError)) throw e;
    return `${e.position ?? 0}\n${e.rawMessage}`;
  }
};
