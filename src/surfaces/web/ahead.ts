/**
 * A script of its own, of a few kilobytes, which the page names first (vite.config.ts): while the application is on its way, the local
 * copy is read and the code of the page at this address is fetched.
 */
import { fetchPageAhead } from './route/page-ahead.ts';
import { readAhead } from './workspace/copy-ahead.ts';

const { pathname } = window.location;
fetchPageAhead(pathname);
readAhead(pathname);
