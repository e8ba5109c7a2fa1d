// Everything a page needs at once. Each part looks for what it works on and
// does nothing without it; the page reads well if none of this runs. What only
// some pages need is in parts/.
import { headingLinks } from './copy';
import { feedback } from './feedback';
import { unfold } from './fold';
import { gantts } from './gantt';
import { menu } from './menu';
import { drawer } from './nav';
import { place } from './place';
import { printing } from './print';
import { run } from './run';
import { bootSearch } from './search/boot';
import { scrollBoxes } from './scroll';
import { taskNames } from './tasks';
import { contents } from './toc';
import { terms } from './terms';
import { themeToggle } from './toggle';
import { zoom } from './zoom';

run(bootSearch, themeToggle, menu, drawer, contents, feedback, unfold, gantts, headingLinks, scrollBoxes, taskNames, zoom, place, terms, printing);
