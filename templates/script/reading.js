// The script of a page without the chart to explore begins here.
import { startPage } from './page.js';

startPage();
