// Runs in the head, before the first paint: light or dark, and that there are scripts.
import { applyAppearance, storedAppearance } from './appearance';

document.documentElement.dataset.js = '';
applyAppearance(storedAppearance());
