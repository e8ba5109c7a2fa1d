// The script of pages with long tables.
import { run } from '../run';
import { tables } from '../tables';

run(tables);
