/** A script of its own, of a few kilobytes, which the page names first (vite.config.ts): the copy is read while the application is on its way. */
import { readAhead } from './workspace/copy-ahead.ts';

readAhead(window.location.pathname);
