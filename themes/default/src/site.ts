// Everything a page needs at once. Each part looks for what it works on and
// does nothing without it; the page reads well if none of this runs.
import { copyButtons, headingLinks } from './copy';
import { feedback } from './feedback';
import { freshness } from './freshness';
import { gantts } from './gantt';
import { lost } from './lost';
import { menu } from './menu';
import { drawer } from './nav';
import { place } from './place';
import { printing } from './print';
import { bootSearch } from './search/boot';
import { scrollBoxes } from './scroll';
import { tables } from './tables';
import { tabs } from './tabs';
import { taskNames } from './tasks';
import { contents } from './toc';
import { terms } from './terms';
import { themeToggle } from './toggle';
import { zoom } from './zoom';

for (const part of [bootSearch, themeToggle, menu, drawer, contents, feedback, freshness, gantts, tables, tabs, copyButtons, headingLinks, scrollBoxes, taskNames, zoom, place, lost, terms, printing]) {
  try {
    part();
  } catch (e) {
    console.error(e); // one part that fails takes none of the others with it
  }
}
