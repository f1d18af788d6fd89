import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import {
  bandsFor,
  estimatedJaccard,
  hashedCharacters,
  hashedSet,
  jaccardOfHashed,
  signaturesOf,
  visitLikely,
} from './minhash.ts';
import { wordShingles } from './shingles.ts';
import { wordsOf } from './words.ts';

const DRAWERS = 10;
const LONGEST_READ = 20_000;

const inputs = z.object({
  texts: z
    .array(z.string())
    .min(2, 'Give at least two texts.')
    .max(200_000, 'Give at most 200,000 texts.')
    .describe('One text a row. Of a very long one the first 20,000 characters are read.'),
  threshold: z
    .number()
    .gt(0, 'Give a similarity above 0.')
    .max(1, 'A similarity is at most 1.')
    .default(0.6)
    .describe('Least Jaccard similarity of a pair: 0.8 finds copies, 0.6 small rewordings, 0.4 loose ones.'),
  unit: z
    .enum(['characters', 'words'])
    .default('characters')
    .describe('What runs are made of; characters forgive typing errors.'),
  shingle: z.int().min(1).max(50).optional().describe('Length of a run; left out: 5 characters or 2 words.'),
  hashes: z.int().min(16).max(512).default(128).describe('Length of the signatures; more cost time and find surer.'),
  mostPairs: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(20_000)
    .describe('Pairs listed at most; groups are always complete.'),
});

/**
 * Texts that say nearly the same word for word: the pairs, verified, and the groups they form.
 *
 * @throws MethodProblem `no-words` where no text holds a word.
 * @example nearDuplicates.run({ texts, threshold: 0.6, unit: 'characters', hashes: 128, mostPairs: 20000 }).pairs;
 */
export const nearDuplicates = defineMethod({
  name: 'near-duplicates',
  field: 'text',
  title: 'Near-duplicate texts',
  summary: 'Finds texts that say nearly the same word for word, among a hundred thousand, without comparing all.',
  whenToUse: ['Cleaning feedback of copies before counting.', 'Finding spam and form letters.'],
  whenNot: [
    'Reports of one problem in different words: use `closest-texts`, which weighs telling words.',
    'Template texts that differ in one number: they are alike in wording and yet not duplicates.',
  ],
  assumes: [
    'Duplicates share wording (not checked).',
    'Every pair listed was compared in full: no pair is listed in error.',
  ],
  formula:
    'Texts become sets of runs (shingles) of lower-case letters and digits. MinHash signatures are cut into bands; texts that agree in a whole band are compared in full: `Jaccard = shared / all`. Bands are the longest that find a pair at the threshold with at least 98 % chance. Groups are what pairs connect.',
  source: [
    'Broder, A. (1997), On the resemblance and containment of documents.',
    'Leskovec, J., Rajaraman, A. and Ullman, J. (2014), Mining of Massive Datasets, chapter 3.',
  ],
  verified:
    'Jaccard of five texts recomputed with R, to 1e-9; signatures within three standard errors; pairs against comparing all.',
  cost: 'About linear in the letters: 100,000 short texts in some ten seconds and 500 MB.',
  warns: {
    'pairs-cut': 'More pairs than listed; groups are complete.',
    crowded: 'Very many texts are so alike that not all were compared with each; groups are still joined up.',
    'no-pairs': 'No pair reaches the threshold.',
  },
  heavy: true,
  inputs,
  result: z.object({
    pairs: z
      .array(
        z.object({
          first: z.int().describe('Row of the text, from 0.'),
          second: z.int(),
          similarity: z.number().describe('Jaccard, compared in full.'),
          estimated: z.number().describe('What the signatures alone say.'),
        }),
      )
      .describe('Most similar first.'),
    groups: z
      .array(z.object({ texts: z.array(z.int()), kept: z.int().describe('The longest text, the one to keep.') }))
      .describe('Texts that pairs connect, largest group first.'),
    duplicates: z.int().describe('Texts that could go: those in groups less one for each group.'),
    comparisons: z.int().describe('Pairs compared in full.'),
    foundAtThreshold: z
      .number()
      .describe('Chance that a pair just at the threshold is found; those above it more surely.'),
    ...report,
  }),
  example: {
    about: 'Five reports, two of which come twice in slightly different words.',
    source: 'Plain sentences.',
    inputs: {
      texts: [
        'The export to CSV fails when the report has more than 10,000 rows.',
        'Export to CSV fails when a report has more than 10000 rows',
        'CSV export fails for reports with over ten thousand rows',
        'Please add dark mode to the mobile app.',
        'Add a dark mode to the mobile application, please!',
      ],
      threshold: 0.5,
    },
  },
  run({ texts, threshold, unit, shingle, hashes, mostPairs }, how = {}) {
    const copies = copiesOf(texts);
    const same = [...copies.values()];
    if (same.length === 0) throw new MethodProblem('no-words', 'texts', 'Give texts that hold words.');
    const size = shingle ?? (unit === 'characters' ? 5 : 2);
    const sets = Array.from(copies.keys(), (wording) =>
      unit === 'characters' ? hashedCharacters(wording, size) : hashedSet(wordShingles(wording, size)),
    );
    how.progress?.(0.3);
    const signatures = signaturesOf(sets, hashes, how.seed ?? 1);
    how.progress?.(0.6);
    const bands = bandsFor(threshold, hashes);
    const links: Link[] = [];
    let comparisons = 0;
    const crowded = visitLikely(signatures, bands, (a, b) => {
      comparisons += 1;
      const similarity = jaccardOfHashed(sets[a]!, sets[b]!, threshold);
      if (similarity >= threshold) links.push({ a, b, similarity, estimated: estimatedJaccard(signatures, a, b) });
    });
    const { pairs, cut: cutShort } = pairsOf(same, links, mostPairs);
    const groups = groupsOf(same, links, texts);
    const duplicates = groups.reduce((sum, group) => sum + group.texts.length - 1, 0);
    return {
      pairs,
      groups,
      duplicates,
      comparisons,
      foundAtThreshold: bands.found,
      warnings: warningsOf({ crowded, cutShort, mostPairs, none: groups.length === 0 }),
      reading: readingOf(texts.length, groups, duplicates, threshold),
      picture: pictureOf(pairs, threshold),
    };
  },
});

/** Two different wordings that are near-duplicates: places among the wordings. */
interface Link {
  readonly a: number;
  readonly b: number;
  readonly similarity: number;
  readonly estimated: number;
}

/** Rows of equal words together by their wording, texts without a word left out. */
function copiesOf(texts: readonly string[]): ReadonlyMap<string, number[]> {
  const copies = new Map<string, number[]>();
  for (const [row, text] of texts.entries()) {
    const wording = wordsOf(text.slice(0, LONGEST_READ)).join(' ');
    const known = copies.get(wording);
    if (known !== undefined) known.push(row);
    else if (wording !== '') copies.set(wording, [row]);
  }
  return copies;
}

function pairsOf(same: readonly number[][], links: readonly Link[], most: number) {
  const pairs: { first: number; second: number; similarity: number; estimated: number }[] = [];
  const add = (one: number, other: number, similarity: number, estimated: number): void => {
    if (pairs.length <= most)
      pairs.push({ first: Math.min(one, other), second: Math.max(one, other), similarity, estimated });
  };
  for (const rows of same)
    for (const [at, row] of rows.entries()) {
      if (pairs.length > most) break;
      for (const other of rows.slice(at + 1, at + 2 + most)) add(row, other, 1, 1);
    }
  for (const { a, b, similarity, estimated } of [...links].sort((one, other) => other.similarity - one.similarity)) {
    if (pairs.length > most) break;
    for (const row of same[a]!) for (const other of same[b]!) add(row, other, similarity, estimated);
  }
  pairs.sort((one, other) => other.similarity - one.similarity || one.first - other.first || one.second - other.second);
  return { pairs: pairs.slice(0, most), cut: pairs.length > most };
}

/** What links connect, by union-find. */
function groupsOf(same: readonly number[][], links: readonly Link[], texts: readonly string[]) {
  const parent = same.map((_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  };
  for (const { a, b } of links) parent[rootOf(a)] = rootOf(b);
  const groups = new Map<number, number[]>();
  for (const [at, rows] of same.entries()) groups.set(rootOf(at), [...(groups.get(rootOf(at)) ?? []), ...rows]);
  return [...groups.values()]
    .filter((rows) => rows.length > 1)
    .map((rows) => rows.sort((a, b) => a - b))
    .sort((a, b) => b.length - a.length || a[0]! - b[0]!)
    .map((rows) => ({
      texts: rows,
      kept: rows.reduce((kept, row) => (texts[row]!.length > texts[kept]!.length ? row : kept)),
    }));
}

interface Facts {
  readonly crowded: boolean;
  readonly cutShort: boolean;
  readonly mostPairs: number;
  readonly none: boolean;
}

function warningsOf({ crowded, cutShort, mostPairs, none }: Facts): Warning[] {
  const warnings: Warning[] = [];
  if (cutShort)
    warnings.push({ id: 'pairs-cut', text: `Only ${mostPairs} pairs are listed; raise mostPairs or read the groups.` });
  if (crowded)
    warnings.push({
      id: 'crowded',
      text: 'Very many texts are alike; some pairs among them are not listed. Read the groups.',
    });
  if (none) warnings.push({ id: 'no-pairs', text: 'No pair is as alike as the threshold; lower it to look further.' });
  return warnings;
}

function readingOf(texts: number, groups: readonly unknown[], duplicates: number, threshold: number): string {
  if (groups.length === 0) return `None of the ${texts} texts repeats another (Jaccard of ${threshold} or more).`;
  const plural = groups.length === 1 ? 'one group' : `${groups.length} groups`;
  return `${duplicates} of ${texts} texts repeat another nearly word for word; they form ${plural} (Jaccard of ${threshold} or more).`;
}

function pictureOf(pairs: readonly { similarity: number }[], threshold: number) {
  const counts = Array<number>(DRAWERS).fill(0);
  for (const { similarity } of pairs) counts[Math.min(DRAWERS - 1, Math.floor(similarity * DRAWERS))]! += 1;
  return {
    kind: 'bars' as const,
    title: 'How alike the pairs are',
    x: 'Jaccard similarity from',
    y: 'Pairs',
    series: [{ name: 'Pairs', x: counts.map((_, at) => at / DRAWERS), y: counts }],
    marks: [{ axis: 'x' as const, at: threshold, label: 'Threshold' }],
  };
}
