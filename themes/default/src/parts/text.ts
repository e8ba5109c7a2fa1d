// The script of pages with code or tabs, and of the 404 page.
import { copyButtons } from '../copy';
import { lost } from '../lost';
import { run } from '../run';
import { tabs } from '../tabs';

run(tabs, copyButtons, lost);
