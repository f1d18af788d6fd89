/** Messages, the pages that carry them, the claims they make and what proves those, from the copy of the site. */
import { asset, claim, message, proof } from '../../domain/position/index.ts';
import type { Timeline } from '../timeline.ts';
import { type Capability, capabilitiesOfCopy } from './capability.ts';
import { shorten } from './note-text.ts';
import { pageTitle, productOf } from './page-title.ts';
import type { CopyRow } from './rows.ts';
import {
  addressOf,
  agreedByName,
  brandsOf,
  isClaimCopy,
  isMessageCopy,
  isMessagePage,
  messageText,
  obsoleteOn,
  pageFamily,
  readCopy,
} from './site-copy.ts';

/** The day the copy was read; pages about which nothing older is known were agreed then. */
export const COPY_READ_ON = '2026-08-07';
const TITLE_MOST = 90;
const WORDS_50 = 50;

interface Line {
  readonly row: CopyRow;
  readonly read: string;
  readonly promises: readonly Capability[];
}
interface Page {
  readonly page: string;
  readonly rows: readonly CopyRow[];
  readonly lines: readonly Line[];
}
/** When each capability came first; capabilities the release notes never name are not there. */
export type FirstDays = ReadonlyMap<string, string>;

export interface Words {
  /** Refs of the messages of each page. */
  readonly messagesOf: ReadonlyMap<string, readonly string[]>;
  readonly claimsOf: ReadonlyMap<string, readonly string[]>;
  /** The day each page was agreed. */
  readonly agreedOf: ReadonlyMap<string, string>;
}

/** Everything the site says about the product. */
export function tellWords(story: Timeline, copy: readonly CopyRow[], firstDays: FirstDays): Words {
  const pages = pagesOf(copy, firstDays);
  const families = Map.groupBy(pages, ({ page }) => pageFamily(page));
  const messagesOf = new Map<string, readonly string[]>();
  const claimsOf = new Map<string, readonly string[]>();
  const agreedOf = new Map<string, string>();
  const said = new Set<string>();
  for (const family of families.values()) {
    const day = agreedOn(family, firstDays);
    for (const page of family) {
      const fresh = page.lines.filter(({ read }) => !said.has(read)).map((line) => promisedBy(line, day, firstDays));
      for (const { read } of fresh) said.add(read);
      tellPage(story, { ...page, lines: fresh }, day);
      agreedOf.set(page.page, day);
      messagesOf.set(page.page, fresh.map(messageRef));
      claimsOf.set(page.page, fresh.filter(isClaim).map(claimRef));
    }
  }
  return { messagesOf, claimsOf, agreedOf };
}

/** A page cannot promise what came after it was agreed: it means something that went by that name before. */
function promisedBy(line: Line, day: string, firstDays: FirstDays): Line {
  return { ...line, promises: line.promises.filter(({ ref }) => (firstDays.get(ref) ?? day) <= day) };
}

const messageRef = ({ row }: Line): string => `message:${row.page}:${row.key}`;
const claimRef = ({ row }: Line): string => `claim:${row.page}:${row.key}`;
const isClaim = ({ row, read }: Line): boolean => isClaimCopy(row.page, read);

function pagesOf(copy: readonly CopyRow[], firstDays: FirstDays): readonly Page[] {
  const brands = brandsOf(copy);
  const byPage = Map.groupBy(
    copy.filter(({ page }) => isMessagePage(page)),
    ({ page }) => page,
  );
  return [...byPage].map(([page, rows]) => {
    const lines = rows.flatMap((row) => {
      const read = readCopy(row.text, brands);
      if (read === undefined || !(isMessageCopy(row, read) || isTagLine(row, read))) return [];
      return [
        {
          row,
          read,
          promises: capabilitiesOfCopy(read).filter((one) => firstDays.has(one.ref) && fitsPage(one, page)),
        },
      ];
    });
    return { page, rows, lines };
  });
}

/** A page about the browsers on phones promises nothing of the one on the desktop but the services they share. */
export function fitsPage({ onPhones }: Pick<Capability, 'onPhones'>, page: string): boolean {
  return onPhones === true || !page.includes('/mobile/');
}

/** In the menu a feature's line has no full stop. */
function isTagLine({ page, key }: CopyRow, read: string): boolean {
  return page === 'navigation_v2' && key.includes('use-') && read.includes(' ');
}

/**
 * When a family of pages was agreed: by the end of the year in a page's name; otherwise the pages cannot be older than the
 * youngest thing they promise, and nobody is known to have looked since.
 */
export function agreedOn(family: readonly Page[], firstDays: FirstDays): string {
  const named = family.map(({ page }) => agreedByName(page)).find((day) => day !== undefined);
  if (named !== undefined) return named;
  const days = family.flatMap(({ lines }) =>
    lines.flatMap(({ promises }) => promises.map(({ ref }) => firstDays.get(ref) ?? '')),
  );
  return days.toSorted().at(-1) ?? COPY_READ_ON;
}

function tellPage(story: Timeline, { page, rows, lines }: Page, day: string): void {
  if (lines.length === 0) return;
  const words = story.on(day, 'words');
  const title = pageTitle(page);
  for (const line of lines) tellLine(story, line, day);
  const ref = `asset:${page}`;
  words.make(asset, ref, `Page: ${title}`, {
    state: 'in use',
    type: 'page',
    language: 'en',
    address: addressOf(rows) ?? null,
    audience: page.includes('/mobile/') ? 'People who want Firefox on their phone' : 'Visitors of firefox.com',
    productId: productOf(page),
    ownerId: 'deniz',
  });
  for (const line of lines) {
    words.tie('asset.carries', ref, messageRef(line));
  }
  const shown = new Set(lines.flatMap(({ promises }) => promises.map((capability) => capability.ref)));
  for (const capability of shown) words.tie('asset.shows', ref, `feature:${capability}`);
}

function tellLine(story: Timeline, line: Line, day: string): void {
  const { row, read, promises } = line;
  const words = story.on(day, 'words');
  const ref = messageRef(line);
  const count = read.split(' ').length;
  words.make(message, ref, shorten(read, TITLE_MOST), {
    state: 'approved',
    text: messageText(read),
    text50: count <= WORDS_50 ? read.slice(0, 1000) : null,
    text100: read.slice(0, 2000),
    pillar: pageTitle(row.page),
    productId: productOf(row.page),
    ownerId: 'deniz',
  });
  for (const capability of promises) words.tie('message.promises', ref, `feature:${capability.ref}`);
  if (isClaim(line)) tellClaim(story, line, day);
  const gone = obsoleteOn(row.comment);
  if (gone !== undefined && gone <= COPY_READ_ON && gone > day)
    story.on(gone, 'words').change(ref, { state: 'retired' });
}

function tellClaim(story: Timeline, line: Line, day: string): void {
  const words = story.on(day, 'words');
  const ref = claimRef(line);
  words.make(claim, ref, shorten(line.read, TITLE_MOST), {
    state: 'approved',
    statement: messageText(line.read),
    scope: `As on the page “${pageTitle(line.row.page)}” of firefox.com`,
    productId: 'product:firefox',
    ownerId: 'deniz',
  });
  words.tie('message.makes', messageRef(line), ref);
  for (const capability of line.promises)
    words.tie('claim.about', ref, `feature:${capability.ref}`).tie('claim.provenBy', ref, proofRef(capability));
}

const proofRef = ({ ref }: Capability): string => `proof:${ref}`;

/** What Mozilla wrote in the notes of the release that brought a capability proves that it is there. */
export function tellProofs(story: Timeline, firstNotes: readonly FirstNote[]): void {
  for (const { capability, day, release, version, said } of firstNotes) {
    story
      .on(day, 'facts')
      .make(proof, proofRef(capability), `Release notes of Firefox ${version} on ${capability.name}`, {
        state: 'valid',
        type: 'technical',
        finding: said,
        origin: `https://www.firefox.com/en-US/firefox/${version}/releasenotes/`,
        permissionToPublish: true,
        observedOn: day,
        productId: 'product:firefox',
        ownerId: 'ana',
      })
      .tie('proof.restsOn', proofRef(capability), release);
  }
}

export interface FirstNote {
  readonly capability: Capability;
  readonly day: string;
  /** Ref of the release. */
  readonly release: string;
  readonly version: string;
  readonly said: string;
}
