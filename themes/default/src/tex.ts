// Sets TeX as HTML at build time, in an engine that has no window (generator/formula).
// Never published. A text that begins with "ok" is the HTML, another one the place of
// a fault and what it is.
import katex from 'katex';

const g = globalThis as unknown as { milepostFormula: (tex: string, display: boolean) => string; console?: unknown };
g.console = g.console || { log() {}, warn() {}, error() {} };

/** Links, pictures, classes and styles of an author's are not for formulas. */
const trust = ({ command }: { command: string }): boolean => {
  throw new katex.ParseError(`${command} may not be used`);
};

g.milepostFormula = (tex, display) => {
  try {
    const html = katex.renderToString(tex, { displayMode: display, output: 'htmlAndMathml', trust, strict: false, maxSize: 50, maxExpand: 1000, minRuleThickness: 0.04 });
    // what is read is the MathML; what is found is the TeX in it
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
