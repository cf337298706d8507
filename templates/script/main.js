// The page's script begins here; without it the page is complete, only still.
import { startState } from './state.js';
import { startLanding } from './landing.js';
import { startFinding } from './find.js';
import { startBrief } from './brief.js';
import { startLinking } from './linking.js';
import { startKeepingFocus } from './focus.js';
import { startStill } from './still.js';
import { startLive } from './live.js';
import { startCiting } from './cite.js';
import { fitStillWords } from './spacing.js';
import { startOutline } from './outline.js';

startState();
startFinding();
startBrief();
startLinking();
startStill();
startLive();
startCiting();
startLanding();
fitStillWords();
startOutline();
startKeepingFocus();
