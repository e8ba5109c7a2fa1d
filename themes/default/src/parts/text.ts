// What only pages with code or tabs, or that are not found, need.
import { copyButtons } from '../copy';
import { lost } from '../lost';
import { run } from '../run';
import { tabs } from '../tabs';

run(tabs, copyButtons, lost);
