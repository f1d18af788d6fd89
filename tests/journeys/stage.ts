/** What the journeys of one file share: a browser, and a house that stands as long as they run. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { launchBrowser } from '../browser/index.ts';
import { type House, openSetUpHouse } from './house.ts';
import { type Visit, type VisitOptions, visitHouse } from './visit.ts';

export interface Stage {
  readonly house: House;
  /** Somebody comes to the house. */
  enter(options?: VisitOptions): Promise<Visit>;
}

/** Long enough for the first of them to load the demonstration. */
const OPEN_MS_MOST = 240_000;

/**
 * Opens before the first journey of the file and closes after the last. The house is set up by its owner unless said otherwise.
 *
 * @example
 * const stage = openStage(openFirefox);
 * const visit = await stage.enter({ ...way, as: 'owner' });
 */
export function openStage(open: () => Promise<House> = openSetUpHouse): Stage {
  let opened: { readonly browser: Browser; readonly house: House } | null = null;
  const now = () => {
    if (opened === null) throw new Error('The house stands only while journeys run.');
    return opened;
  };
  beforeAll(async () => {
    const [browser, house] = await Promise.all([launchBrowser(), open()]);
    opened = { browser, house };
  }, OPEN_MS_MOST);
  afterAll(async () => {
    await opened?.browser.close();
    await opened?.house.close();
  });
  return {
    get house() {
      return now().house;
    },
    enter: (options) => visitHouse(now().browser, now().house, options),
  };
}
