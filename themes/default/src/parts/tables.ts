// What only pages with long tables need.
import { run } from '../run';
import { tables } from '../tables';

run(tables);
