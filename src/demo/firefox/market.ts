/** The other browsers: what share they have, what the comparison pages say of them, and the battlecards made of both. */
import { battlecard, positioning } from '../../domain/position/index.ts';
import { competitor } from '../../domain/understand/index.ts';
import type { Timeline } from '../timeline.ts';
import { firstSentence, shorten } from './note-text.ts';
import type { CopyRow, ShareRow } from './rows.ts';
import { brandsOf, readCopy } from './site-copy.ts';
import type { Words } from './words.ts';

interface Rival {
  readonly ref: string;
  readonly name: string;
  readonly short: string;
  /** How the share data calls it, desktop and phone. */
  readonly browsers: readonly string[];
}

const RIVALS: readonly Rival[] = [
  { ref: 'chrome', name: 'Google Chrome', short: 'Chrome', browsers: ['chrome', 'and_chr'] },
  { ref: 'edge', name: 'Microsoft Edge', short: 'Edge', browsers: ['edge'] },
  { ref: 'safari', name: 'Apple Safari', short: 'Safari', browsers: ['safari', 'ios_saf'] },
  { ref: 'brave', name: 'Brave', short: 'Brave', browsers: [] },
  { ref: 'opera', name: 'Opera', short: 'Opera', browsers: ['opera', 'op_mob', 'op_mini'] },
  { ref: 'samsung', name: 'Samsung Internet', short: 'Samsung Internet', browsers: ['samsung'] },
  { ref: 'uc', name: 'UC Browser', short: 'UC Browser', browsers: ['and_uc'] },
];

const SOURCE = {
  what: 'Share of page views worldwide (StatCounter by caniuse.com)',
  address: 'https://caniuse.com/usage-table',
};
/** A share is said anew at the first reading of a year, where it moved by so many points. */
const MOVED_POINTS = 0.5;
const COMPARE = 'firefox/browsers/compare/';
const COMPARE_AT = 'https://www.firefox.com/compare/';

/** Share of page views in per cent at each reading, oldest first. */
export function shareOf(
  share: readonly ShareRow[],
  browsers: readonly string[],
): readonly { readonly day: string; readonly percent: number }[] {
  const byDay = Map.groupBy(
    share.filter(({ browser }) => browsers.includes(browser)),
    ({ day }) => day,
  );
  return [...byDay]
    .map(([day, rows]) => ({ day, percent: rows.reduce((sum, { percent }) => sum + percent, 0) }))
    .sort((a, b) => a.day.localeCompare(b.day));
}

/** The readings worth saying: the first of all, and each first of a year that moved far enough from what was last said. */
export function readingsToSay(
  readings: readonly { readonly day: string; readonly percent: number }[],
): typeof readings {
  const said: { readonly day: string; readonly percent: number }[] = [];
  let year = '';
  for (const reading of readings) {
    const isFirstOfYear = reading.day.slice(0, 4) !== year;
    year = reading.day.slice(0, 4);
    const last = said.at(-1);
    if (last === undefined || (isFirstOfYear && Math.abs(reading.percent - last.percent) >= MOVED_POINTS))
      said.push(reading);
  }
  return said;
}

export const competitorRef = (ref: string): string => `competitor:${ref}`;

/** Competitors from their first reading on, and their share as it moved. */
export function tellCompetitors(
  story: Timeline,
  { share, copy }: { share: readonly ShareRow[]; copy: readonly CopyRow[] },
  since: string,
): void {
  for (const rival of RIVALS) {
    const readings = shareOf(share, rival.browsers).filter(({ day }) => day >= since);
    const [first, ...later] = readingsToSay(readings);
    const ref = competitorRef(rival.ref);
    story.on(first?.day ?? since, 'facts').make(competitor, ref, rival.name, {
      type: 'direct',
      strengths: first === undefined ? [] : [sayShare(first)],
      weaknesses: linesOf(copy, rival).filter(isAboutThem(rival)),
      sources: first === undefined ? comparedAt(copy, rival, since) : [{ ...SOURCE, seenOn: first.day }],
      productId: 'product:firefox',
      ownerId: 'deniz',
    });
    for (const reading of later)
      story
        .on(reading.day, 'facts')
        .change(ref, { strengths: [sayShare(reading)], sources: [{ ...SOURCE, seenOn: reading.day }] });
    const last = readings.at(-1);
    if (last !== undefined && last.day !== later.at(-1)?.day)
      story.on(last.day, 'facts').change(ref, { sources: [{ ...SOURCE, seenOn: last.day }] });
  }
}

function sayShare({ day, percent }: { readonly day: string; readonly percent: number }): string {
  return `${percent.toFixed(1)} % of page views worldwide (${day.slice(0, 7)})`;
}

/** The lines of the page that compares us with them. */
function linesOf(copy: readonly CopyRow[], { ref }: Rival): readonly string[] {
  const brands = brandsOf(copy);
  return copy.filter(({ page }) => page === `${COMPARE}${ref}`).flatMap(({ text }) => readCopy(text, brands) ?? []);
}

/** A rival that the share data does not count: what there is to know of it is our own page. */
function comparedAt(copy: readonly CopyRow[], rival: Rival, seenOn: string) {
  if (linesOf(copy, rival).length === 0) return [];
  return [
    { what: `Our page that compares ${rival.short} with Firefox`, address: `${COMPARE_AT}${rival.ref}/`, seenOn },
  ];
}

/** What a line says for us, without what ties it to the line before; undefined where it only leads to a list. */
export function ourStrength(line: string): string | undefined {
  const said = line.replace(/^(And|But) (we|Firefox)/, (_, __, who: string) => (who === 'we' ? 'We' : who));
  return /^(We|Firefox)\b/.test(said) && said.length > 40 && !said.endsWith(':') ? said : undefined;
}

/** A sentence of ours that says what they do worse. */
export function isAboutThem({ short }: Pick<Rival, 'short'>): (line: string) => boolean {
  const worse = new RegExp(
    `\\b${short}(’s)?\\b.*(doesn’t|does not|monitors|allows other|makes you|may break|defaults to|less customizable|largest advertising)`,
    'i',
  );
  return (line) => worse.test(line) || (/largest advertising network/.test(line) && line.includes(short));
}

/** Battlecards from the comparison pages, and the positioning that they share. */
export function tellBattlecards(
  story: Timeline,
  { copy, share }: { copy: readonly CopyRow[]; share: readonly ShareRow[] },
  words: Words,
): void {
  const compared = RIVALS.filter(({ ref }) => words.agreedOf.has(`${COMPARE}${ref}`));
  tellPositioning(story, copy, { words, compared });
  for (const rival of compared) {
    const page = `${COMPARE}${rival.ref}`;
    const day = words.agreedOf.get(page) ?? '';
    const lines = linesOf(copy, rival);
    const ref = `battlecard:${rival.ref}`;
    const last = shareOf(share, rival.browsers).findLast((reading) => reading.day <= day);
    const switching = lines.find((line) => line.startsWith('Switching to'));
    const card = story.on(day, 'look', 'deniz');
    card.make(battlecard, ref, `Firefox or ${rival.short}`, {
      state: 'approved',
      whereWeWin: lines.flatMap((line) => ourStrength(line) ?? []).join('\n\n'),
      whereTheyWin: last === undefined ? null : sayShare(last),
      differentiators: lines.filter(isAboutThem(rival)).map((line) => shorten(line, 300)),
      objections:
        switching === undefined ? [] : [{ objection: 'Switching is work.', answer: firstSentence(switching) }],
      productId: 'product:firefox',
      ownerId: 'deniz',
    });
    card
      .tie('battlecard.against', ref, competitorRef(rival.ref))
      .tie('positioning.against', POSITIONING, competitorRef(rival.ref));
    for (const claimed of words.claimsOf.get(page) ?? []) card.tie('battlecard.uses', ref, claimed);
  }
}

export const POSITIONING = 'positioning:firefox';

function tellPositioning(
  story: Timeline,
  copy: readonly CopyRow[],
  { words, compared }: { words: Words; compared: readonly Rival[] },
): void {
  const page = `${COMPARE}shared`;
  const brands = brandsOf(copy);
  const line = (key: string): string | undefined => {
    const row = copy.find((one) => one.page === page && one.key === key);
    return row === undefined ? undefined : readCopy(row.text, brands);
  };
  const unique = [line('compare-shared-edit-pdfs-on-the-go'), line('compare-shared-translate-a-web-page')];
  const day = words.agreedOf.get(page) ?? '';
  story
    .on(day, 'look', 'deniz')
    .make(positioning, POSITIONING, 'Firefox against the browsers of the big platforms', {
      state: 'approved',
      alternatives: compared.map(({ name }) => name),
      uniqueAttributes: unique.filter((attribute) => attribute !== undefined),
      value: line('compare-shared-since-we-dont-have-to-make') ?? null,
      category: 'Web browser',
      statement: line('compare-shared-footer-cta-desc') ?? null,
      productId: 'product:firefox',
      ownerId: 'deniz',
    })
    .tie('positioning.restsOn', POSITIONING, 'feature:pdf')
    .tie('positioning.restsOn', POSITIONING, 'feature:translations')
    .tie('positioning.restsOn', POSITIONING, 'feature:tracking-protection');
}
