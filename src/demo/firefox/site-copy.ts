/** The copy of firefox.com as words: brand names put in, markup and notes to translators taken off, sentences told from labels. */
import { firstSentence } from './note-text.ts';
import type { CopyRow } from './rows.ts';

const BRAND = /\{\s*-([a-z0-9-]+)\s*\}/g;
const LEFT_OPEN = /\{[^}]*\}/;
const WORDS_FEWEST = 6;
const NESTED_MOST = 4;

/** The brand names of the site, by the names that its strings use for them. */
export function brandsOf(copy: readonly CopyRow[]): ReadonlyMap<string, string> {
  return new Map(copy.filter(({ page }) => page === 'brands').map(({ key, text }) => [key.replace(/^-/, ''), text]));
}

/**
 * A string as visitors read it; undefined where something in it is filled in only on the page.
 *
 * @example
 * readCopy('Get { -brand-name-firefox } <a { $url }>now</a>.', brands) // 'Get Firefox now.'
 */
export function readCopy(text: string, brands: ReadonlyMap<string, string>): string | undefined {
  let read = text.replace(/<[^>]*>/g, '');
  for (let depth = 0; depth < NESTED_MOST && BRAND.test(read); depth += 1) {
    read = read.replace(BRAND, (whole, name: string) => brands.get(name) ?? whole);
  }
  return LEFT_OPEN.test(read) ? undefined : read.replace(/\s+/g, ' ').trim();
}

/** What tells people where to click or where to read on. */
const HOW_TO =
  /^(click|to (start|adjust|use)\b|now (run|open)|open the pdf|repeat steps|install firefox|having trouble|questions\?|send a download|download in another|your download|sign up for|read (our|firefox)|learn about|get the details|check out|meet the team|work for a|you can find more|(browser window|shield and hand) )/i;
const WORDS_MOST = 50;
const WORDS_WITHOUT_US = 25;
const OURS = /\b(firefox|mozilla|we|our|us)\b/i;

/** A promise is a whole sentence, not a label, a help text, a step of an instruction or a paragraph of an article. */
export function isMessageCopy({ key, comment }: CopyRow, read: string): boolean {
  if (/alt(ernative)? text|alt-text/i.test(comment ?? '') || /image-of|screenshot-of|-alt$/.test(key)) return false;
  if (HOW_TO.test(read) || /^[^.!?]+\?$/.test(read)) return false;
  const words = read.split(' ').length;
  if (words > WORDS_MOST || (words > WORDS_WITHOUT_US && !OURS.test(read))) return false;
  return words >= WORDS_FEWEST && /[.!?]$/.test(read) && !/^\d/.test(read);
}

const MESSAGE_PAGES =
  /^firefox\/(features\/|browsers\/compare\/|browsers\/mobile\/|browsers\/desktop\/|download\/desktop|download\/home|more\/best-browser|whatsnew\/evergreen|set-as-default\/landing|enterprise|developer)/;

/** Pages that speak to customers about the product; the others are forms, menus and how-to. */
export function isMessagePage(page: string): boolean {
  return MESSAGE_PAGES.test(page) || page === 'navigation_v2';
}

/** Pages that are written together are agreed together. @example pageFamily('firefox/browsers/compare/chrome') // 'firefox/browsers/compare' */
export function pageFamily(page: string): string {
  return page.startsWith('firefox/browsers/compare/') ? 'firefox/browsers/compare' : page;
}

/** The year some pages carry in their name: they were agreed by its end. @example agreedByName('firefox/features/fast-2024') // '2024-12-31' */
export function agreedByName(page: string): string | undefined {
  const year = /-(20\d\d)$/.exec(page)?.[1];
  return year === undefined ? undefined : `${year}-12-31`;
}

/** The day from which a string is out of use, as its note to translators says, in the order day-month-year or year-month-day. */
export function obsoleteOn(comment: string | undefined): string | undefined {
  const found = /obsolete string \(expires:? (\d{2,4})-(\d{2})-(\d{2,4})\)/i.exec(comment ?? '');
  if (found === null) return undefined;
  const [, first = '', month = '', last = ''] = found;
  return first.length === 4 ? `${first}-${month}-${last}` : `${last}-${month}-${first}`;
}

const ADDRESS = /URL: https?:\/\/[^/\s]+(\/[^\s]*)/;

/** Where the page is, as its first note to translators says. */
export function addressOf(rows: readonly CopyRow[]): string | undefined {
  const path = rows.map(({ comment }) => ADDRESS.exec(comment ?? '')?.[1]).find((found) => found !== undefined);
  return path === undefined ? undefined : `https://www.firefox.com${path.replace(/\?.*$/, '')}`;
}

const STATES_FACT =
  /\bby default\b|faster than|fastest|\b(is|are) the only\b|\bonly browser\b|\b(over|more than) \d|no extra software/i;
const COMPARES = /doesn’t|stronger than|less customizable|does not|the only/i;
const OF_US = /\b(firefox|we|our)\b/i;

/** Does it state of us, or of us against another, what somebody could ask us to prove? */
export function isClaimCopy(page: string, text: string): boolean {
  return (
    OF_US.test(text) &&
    (STATES_FACT.test(text) || (page.startsWith('firefox/browsers/compare/') && COMPARES.test(text)))
  );
}

/** The message itself: the whole where it is short, its first sentence where it is not. */
export function messageText(read: string): string {
  const most = 500;
  return read.length <= most ? read : firstSentence(read).slice(0, most);
}
