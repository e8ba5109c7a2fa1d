// Stands in for two packages that Mermaid imports (see build.mjs). elkjs is one of its
// layouts: its licence (EPL) demands more than the others, and it would be a third of the
// bundle. KaTeX would set formulas in diagrams: it would be bundled a second time.
export default class {
  constructor() {
    throw new Error('the layout elk is not there');
  }
}
