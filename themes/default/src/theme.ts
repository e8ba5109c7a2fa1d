// Runs in the head, before the first paint: sets light or dark, marks that scripts run
// (data-js), and judges which days are near or over.
import { applyAppearance, storedAppearance } from './appearance';
import { freshness } from './freshness';

document.documentElement.dataset.js = '';
applyAppearance(storedAppearance());
freshness();
