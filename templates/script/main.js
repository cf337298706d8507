// The page's script begins here; without it the page is complete, only still.
import { startState } from './state.js';
import { startLanding } from './landing.js';
import { startFinding } from './find.js';
import { startLinking } from './linking.js';
import { startLive } from './live.js';
import { startCiting } from './cite.js';
import { fitStillWords } from './spacing.js';

startState();
startFinding();
startLinking();
startLive();
startCiting();
startLanding();
fitStillWords();
