// The page's script begins here; without it the page is complete, only still.
import { startLive } from './live.js';
import { startPage } from './page.js';

startPage(startLive);
