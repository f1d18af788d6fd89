/** Message houses of the marketing handbook: positioning, value propositions by pillar, and messages in several lengths. */
import { message, positioning, valueProposition } from '../../domain/position/index.ts';
import type { Timeline } from '../timeline.ts';
import { categoryRef, levelsOf } from './catalogue.ts';
import { plainLine, pointsOf, tableRows } from './markdown-facts.ts';
import { slugOf } from './release-posts.ts';
import { type CategoryRow, type GitlabData, type MessageHouseRow, PRODUCT, SINCE } from './rows.ts';

const LINE_MOST = 490;
const PARAGRAPH_MOST = 2000;
/** Shorter names are ordinary words. */
const NAME_SHORTEST = 9;

/** The categories a house names in full: what it rests on. */
export function categoriesNamed(markdown: string, categories: readonly CategoryRow[]): readonly CategoryRow[] {
  return categories.filter(
    ({ name, ...row }) =>
      name.length >= NAME_SHORTEST &&
      markdown.includes(name) &&
      levelsOf({ name, ...row }).some(({ isReached }) => isReached),
  );
}

export function tellMessageHouses(story: Timeline, { houses, categories }: GitlabData): void {
  for (const house of houses) tellHouse(story, house, categoriesNamed(house.markdown, categories));
}

function tellHouse(story: Timeline, { title, markdown }: MessageHouseRow, rests: readonly CategoryRow[]): void {
  const rows = tableRows(markdown);
  const say = (name: string): string => plainLine((rows.get(name) ?? [])[0] ?? '');
  const ref = `positioning:${slugOf(title)}`;
  // No older than the youngest thing it names; nobody is known to have looked since.
  const days = rests.flatMap((row) =>
    levelsOf(row)
      .slice(0, 1)
      .map(({ on }) => on),
  );
  const day = [SINCE, ...days].toSorted().at(-1) ?? SINCE;
  const words = story.on(day, 'look', 'deniz');
  const statement = say('Positioning Statement') || say('Single Sentence (Biz/Tech Leaders)');
  words.make(positioning, ref, title, {
    state: 'approved',
    category: (say('Category Name') || 'DevOps platform').slice(0, LINE_MOST),
    value: say('Category Definition') || say('Short Description') || null,
    statement,
    productId: PRODUCT,
    ownerId: 'deniz',
  });
  for (const row of rests) words.tie('positioning.restsOn', ref, categoryRef(row));
  for (const [short, long] of LENGTHS) {
    const said = say(short);
    if (said === '') continue;
    const told = `message:${slugOf(`${title} ${short}`)}`;
    words
      .make(message, told, `${title}: ${short}`, {
        state: 'approved',
        text: said.slice(0, LINE_MOST),
        text100: say(long).slice(0, PARAGRAPH_MOST) || null,
        productId: PRODUCT,
        ownerId: 'deniz',
      })
      .tie('message.expresses', told, ref);
  }
  tellPillars(story, { day, ref, title, rows });
}

const LENGTHS = [
  ['Short Description', 'Long Description'],
  ['Single Sentence (Biz/Tech Leaders)', 'Single Paragraph (Biz/Tech Leaders)'],
  ['Single Sentence (Engineers)', 'Single Paragraph (Engineers)'],
] as const;

interface Pillars {
  readonly day: string;
  readonly ref: string;
  readonly title: string;
  readonly rows: ReadonlyMap<string, readonly string[]>;
}

function tellPillars(story: Timeline, { day, ref, title, rows }: Pillars): void {
  const words = story.on(day, 'look', 'deniz');
  for (const [at, pillar] of (rows.get('Key-Values') ?? []).entries()) {
    const name = plainLine(pillar);
    const promise = pointsOf((rows.get('Promise') ?? [])[at] ?? '');
    if (name === '' || promise.length === 0) continue;
    const proposition = `vp:${slugOf(`${title} ${name}`)}`;
    words
      .make(valueProposition, proposition, `${title}: ${name.toLowerCase()}`, {
        state: 'approved',
        promise: promise.join(' ').slice(0, LINE_MOST),
        painsRelieved: pointsOf((rows.get('Pain points') ?? [])[at] ?? ''),
        productId: PRODUCT,
        ownerId: 'deniz',
      })
      .tie('valueProposition.follows', proposition, ref);
  }
}
