// The script that every page loads at once. Each part looks for its elements and does
// nothing without them; a page can be read if none of this runs. Parts that only some
// pages need are in parts/.
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
