/** Opening with the items before their links: a table has its rows while the rest of a large workspace is still being read. */
import { kindByPlural } from './model.ts';

/** A product's parts are links too. */
const ASKS_FOR_LINKS = /[?&](?:filter|view|peek|product)=/;

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

/** Lets the browser draw and answer keys between two parts of long work. */
export function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

const LINES_AT_ONCE = 4_000;

/** The lines in parts that are read within a few milliseconds each. */
export function* partsOf(lines: readonly unknown[]): Generator<readonly unknown[]> {
  for (let at = 0; at < lines.length; at += LINES_AT_ONCE) yield lines.slice(at, at + LINES_AT_ONCE);
}
