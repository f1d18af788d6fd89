/** Opening with the items before their links: a table has its rows while the rest of a large workspace is still being read. */
import { kindByPlural } from './model.ts';

const isLink = (line: unknown): boolean => typeof line === 'object' && line !== null && 'fromId' in line;

/** Items come before links: once a link is seen, every item has been. */
export const haveAllItems = (lines: readonly unknown[]): boolean => isLink(lines.at(-1));

/** The items of a snapshot that is still on its way, as a snapshot without links. */
export function itemsAlone(lines: readonly unknown[]): readonly unknown[] {
  const [head, ...rows] = lines;
  const items = rows.filter((line) => !isLink(line));
  return [head, ...items, { end: true, items: items.length, links: 0 }];
}

const ASKS_FOR_LINKS = /[?&](?:filter|view|peek)=/;

/** Does this address show a list that its items alone can fill? Everything else waits for the links. */
export function isFilledByItems(pathname: string, search: string): boolean {
  const [, , plural = '', ...rest] = pathname.split('/');
  return rest.length === 0 && kindByPlural(plural)?.resident === true && !ASKS_FOR_LINKS.test(search);
}

const HIDDEN_MILLISECONDS = 150;

/** When what was just set has been drawn; a hidden page draws nothing and does not wait for it. */
export function drawn(): Promise<void> {
  return new Promise((resolve) => {
    const late = window.setTimeout(resolve, HIDDEN_MILLISECONDS);
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        window.clearTimeout(late);
        window.setTimeout(resolve, 0);
      });
    });
  });
}
