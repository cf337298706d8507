// What the script does for every page.
import { startState } from './state.js';
import { startLanding } from './landing.js';
import { startFinding } from './find.js';
import { startBrief } from './brief.js';
import { startLinking } from './linking.js';
import { startKeepingFocus } from './focus.js';
import { startHover } from './hover.js';
import { startStill } from './still.js';
import { startCiting } from './cite.js';
import { fitStillWords } from './spacing.js';
import { startOutline } from './outline.js';

/** Start all of it, in the order that one part listens to another; the chart to explore where there is one. */
export function startPage(startLiveChart = () => {}) {
  startState();
  startFinding();
  startBrief();
  startLinking();
  startStill();
  startHover();
  startLiveChart();
  startCiting();
  startLanding();
  fitStillWords();
  startOutline();
  startKeepingFocus();
}
