/** A page as a person would open it: a size, light or dark, no motion; and everything the browser complained about. */
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface Seat {
  /** 1440 for a desk, 390 for a telephone. */
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly locale?: string;
  readonly timezone?: string;
  /** Pixels of the picture for each of the page: 2 for sharp pictures in the documentation. */
  readonly scale?: number;
}

export interface OpenedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the console, uncaught exceptions and failed requests, in order. */
  readonly complaints: readonly string[];
}

const DESK = 1440;
const NARROW = 600;

/** Opens an empty page; `context.close()` closes it. @example const { page, complaints } = await openPage(browser, { width: 390 }) */
export async function openPage(browser: Browser, seat: Seat = {}): Promise<OpenedPage> {
  const width = seat.width ?? DESK;
  const context = await browser.newContext({
    viewport: { width, height: seat.height ?? (width < NARROW ? 844 : 900) },
    colorScheme: seat.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: seat.locale ?? 'en-GB',
    timezoneId: seat.timezone ?? 'Europe/Berlin',
    deviceScaleFactor: seat.scale ?? 1,
    hasTouch: width < NARROW,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'failed';
    if (reason !== 'net::ERR_ABORTED') complaints.push(`request: ${request.method()} ${request.url()} ${reason}`);
  });
  return { page, context, complaints };
}
