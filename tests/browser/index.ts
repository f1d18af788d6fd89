export { axeFindings, expectNoAxeFindings } from './accessibility.ts';
export { launchBrowser } from './chromium.ts';
export { type OpenedPage, openPage, type Seat } from './page.ts';
