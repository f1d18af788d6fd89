/** Two pairs of hands for every journey: one points, the other has a keyboard and nothing else. */
import type { Locator, Page } from 'playwright-core';

export interface Way {
  /** 1440: a desk; 390: a telephone. */
  readonly width: number;
  readonly hands: 'pointer' | 'keyboard';
}

/** How every journey is walked. */
export const WAYS: readonly Way[] = [
  { width: 1440, hands: 'pointer' },
  { width: 1440, hands: 'keyboard' },
  { width: 390, hands: 'pointer' },
  { width: 390, hands: 'keyboard' },
];

export interface Hands {
  /** Presses a button, a link, a choice, a box. */
  press(target: Locator): Promise<void>;
  /** Goes to an entry and writes into it, over what it held. */
  write(target: Locator, text: string): Promise<void>;
  /** Brings the focus there. */
  reach(target: Locator): Promise<void>;
}

/** More stops than any page has: a walk that long has gone in a circle. */
const STOPS_MOST = 220;
const KEYS_OF_LISTS = '[role="menu"], [role="listbox"]';

export function handsOn(page: Page, hands: Way['hands']): Hands {
  return hands === 'pointer' ? pointing(page) : typing(page);
}

function pointing(page: Page): Hands {
  return {
    press: (target) => target.click(),
    write: async (target, text) => {
      await target.click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
    },
    reach: (target) => target.click(),
  };
}

function typing(page: Page): Hands {
  const reach = (target: Locator): Promise<void> => walkTo(page, target);
  return {
    reach,
    press: async (target) => {
      await reach(target);
      const isBox = await target.evaluate((element) =>
        element.matches('[role="checkbox"], input[type="checkbox"], input[type="radio"]'),
      );
      await page.keyboard.press(isBox ? 'Space' : 'Enter');
    },
    write: async (target, text) => {
      await reach(target);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
    },
  };
}

/** Tab by Tab, or arrow by arrow in menus and list boxes, until the target has the focus or is the active choice. */
async function walkTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  const inList = await target.evaluate((element, lists) => element.closest(lists) !== null, KEYS_OF_LISTS);
  for (let stop = 0; stop < STOPS_MOST; stop += 1) {
    if (await isUnderHand(target)) return;
    const [ahead, back] = inList ? ['ArrowDown', 'ArrowUp'] : ['Tab', 'Shift+Tab'];
    await page.keyboard.press((await isBehind(target)) ? back : ahead);
  }
  throw new Error(`The keyboard does not reach ${String(target)}.`);
}

/** Does it stand before what has the focus, or before the active choice of its list? A dialog's last button was pressed, a list grew. */
function isBehind(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    const choice = element
      .closest('[role="menu"], [role="listbox"]')
      ?.querySelector('[data-selected="true"], [data-highlighted]');
    const activeElement = choice ?? document.activeElement;
    if (activeElement === null || activeElement === document.body) return false;
    return (activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  });
}

function isUnderHand(target: Locator): Promise<boolean> {
  return target.evaluate(
    (element) =>
      element === document.activeElement ||
      element.hasAttribute('data-highlighted') ||
      (element.getAttribute('role') === 'option' && element.getAttribute('data-selected') === 'true') ||
      (element.id !== '' && document.activeElement?.getAttribute('aria-activedescendant') === element.id),
  );
}
