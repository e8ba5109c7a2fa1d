// Runs in the head, before the first paint: light or dark, that there are scripts, and
// what days are near or over.
import { applyAppearance, storedAppearance } from './appearance';
import { freshness } from './freshness';

document.documentElement.dataset.js = '';
applyAppearance(storedAppearance());
freshness();
