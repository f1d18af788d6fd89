/**
 * How good the text methods are on labelled texts, beside other ways to do the same. Give the folder of the data:
 * `THROUGHLINE_TEXT_DATA=… npm run bench -- text --json`; without it nothing is measured.
 */
import { answerMethod } from '../src/methods/method.ts';
import { closestTexts } from '../src/methods/text/closest-texts.ts';
import { textReader } from '../src/methods/text/content-words.ts';
import { loadDetector } from '../src/methods/text/language-detector.ts';
import { nearDuplicates } from '../src/methods/text/near-duplicates.ts';
import { nearestTexts } from '../src/methods/text/nearest-texts.ts';
import { type TermMatrix, termMatrix } from '../src/methods/text/term-matrix.ts';
import { graphOf } from '../src/methods/text/text-graph.ts';
import { themes } from '../src/methods/text/themes.ts';
import type { Benchmark, Measurement } from './benchmark.ts';
import { type Agreement, agreementOf } from './grouping-agreement.ts';
import {
  type DuplicateTruth,
  dataFolder,
  duplicateSets,
  type LabelledTexts,
  labelledSets,
  pairOf,
} from './labelled-texts.ts';
import { dirichletMixture, labelPropagation, sphericalKMeans } from './theme-alternatives.ts';

const SEEDS = [1, 2, 3];
const KMEANS_SIZES = [8, 16, 32, 64, 128];
/** So many texts make the others slow: one seed, fewer themes to start from, fewer rounds. */
const MANY_TEXTS = 5_000;

export const themesOnBanking77 = themeQuality('banking77');
export const themesOnAppReviews = themeQuality('appreviews');
export const themesOnFirefox = themeQuality('firefox');

function themeQuality(name: string): Benchmark {
  return {
    names: [`text.themes.${name}`],
    async run() {
      const folder = dataFolder();
      const set = folder === undefined ? undefined : labelledSets(folder).find((one) => one.name === name);
      return set === undefined ? [] : themesOn(set);
    },
  };
}

type Found = readonly (number | null)[];

async function themesOn(set: LabelledTexts): Promise<Measurement[]> {
  await loadDetector();
  const reader = textReader('auto', set.texts);
  const documents = set.texts.map((text) => reader.content(text).map(({ stem }) => stem));
  const matrix = termMatrix(documents, { fewest: 2, mostShare: 0.5, pairs: true });
  const graph = graphOf(nearestTexts(matrix, { most: 20, atLeast: 0.05 }));
  const labels = new Set(set.labels).size;
  const ours = async (seed: number, count?: number): Promise<Found> =>
    (await answerMethod(themes, { texts: set.texts, ...(count === undefined ? {} : { themes: count }) }, { seed }))
      .assignments;
  const many = set.texts.length > MANY_TEXTS;
  const mixture = { most: many ? 60 : 200, rounds: many ? 8 : 15, alpha: 0.1, beta: 0.1 };
  const ways: [string, (seed: number) => Found | Promise<Found>][] = [
    ['communities', (seed) => ours(seed)],
    ['communities-as-many-as-labels', (seed) => ours(seed, labels)],
    ['label-propagation', (seed) => labelPropagation(graph, seed)],
    ['k-means-by-silhouette', (seed) => bestKMeans(matrix, many ? [8, 16, 32] : KMEANS_SIZES, seed)],
    ['k-means-as-many-as-labels', (seed) => sphericalKMeans(matrix, labels, seed).group],
    ['dirichlet-mixture', (seed) => dirichletMixture(repeated(documents), { ...mixture, seed })],
  ];
  const measured: Measurement[] = [];
  for (const [way, find] of ways)
    measured.push(await measure(`text.themes.${set.name}.${way}`, set.labels, { find, seeds: many ? [1] : SEEDS }));
  return measured;
}

/** Without the words that only one text has. */
function repeated(documents: readonly (readonly string[])[]): string[][] {
  const texts = new Map<string, number>();
  for (const document of documents) for (const word of new Set(document)) texts.set(word, (texts.get(word) ?? 0) + 1);
  return documents.map((document) => document.filter((word) => (texts.get(word) ?? 0) > 1));
}

function bestKMeans(matrix: TermMatrix, sizes: readonly number[], seed: number): number[] {
  const tried = sizes.map((k) => sphericalKMeans(matrix, k, seed));
  return tried.reduce((best, one) => (one.silhouette > best.silhouette ? one : best)).group;
}

interface Trial {
  readonly find: (seed: number) => Found | Promise<Found>;
  readonly seeds: readonly number[];
}

/** Means over the seeds. */
async function measure(name: string, labels: readonly string[], { find, seeds }: Trial): Promise<Measurement> {
  const before = performance.now();
  const runs: Agreement[] = [];
  for (const seed of seeds) runs.push(agreementOf(await find(seed), labels));
  const seconds = (performance.now() - before) / 1000 / seeds.length;
  const mean = (of: (run: Agreement) => number): number => runs.reduce((sum, run) => sum + of(run), 0) / runs.length;
  const detail = {
    texts: labels.length,
    labels: new Set(labels).size,
    themes: mean((run) => run.groups),
    precision: mean((run) => run.precision),
    recall: mean((run) => run.recall),
    seconds,
    seeds: seeds.length,
  };
  return { name, value: mean((run) => run.adjustedRand), unit: 'adjusted Rand', detail };
}

export const duplicateQuality: Benchmark = {
  names: ['text.duplicates'],
  async run() {
    const folder = dataFolder();
    if (folder === undefined) return [];
    const measured: Measurement[] = [];
    for (const set of duplicateSets(folder)) measured.push(...(await duplicatesOn(set)));
    return measured;
  },
};

async function duplicatesOn({ name, texts, pairs: known }: DuplicateTruth): Promise<Measurement[]> {
  const measured: Measurement[] = [];
  for (const threshold of [0.8, 0.6, 0.4]) {
    const found = await answerMethod(nearDuplicates, { texts, threshold, mostPairs: 1_000_000 });
    const listed = found.pairs.map(({ first, second }) => pairOf(first, second));
    measured.push(markedPairs(`text.duplicates.${name}.wording-${threshold}`, listed, known));
  }
  const { closest, pairs } = await answerMethod(closestTexts, { texts, closest: 10, atLeast: 0.1 });
  for (const atLeast of [0.6, 0.5, 0.4]) {
    const mutual = pairs.filter(({ similarity }) => similarity >= atLeast);
    const listed = mutual.map(({ first, second }) => pairOf(first, second));
    measured.push(markedPairs(`text.duplicates.${name}.mutual-${atLeast}`, listed, known));
  }
  const having = new Set([...known].flatMap((pair) => pair.split(' ').map(Number)));
  for (const length of [1, 5, 10]) {
    const hits = [...having].filter((own) =>
      closest[own]?.slice(0, length).some(({ text }) => known.has(pairOf(own, text))),
    );
    const value = hits.length / having.size;
    const detail = { texts: texts.length, withDuplicate: having.size };
    measured.push({ name: `text.duplicates.${name}.in-closest-${length}`, value, unit: 'share', detail });
  }
  return measured;
}

function markedPairs(name: string, listed: readonly string[], known: ReadonlySet<string>): Measurement {
  const right = listed.filter((pair) => known.has(pair)).length;
  const precision = listed.length === 0 ? 1 : right / listed.length;
  const recall = right / known.size;
  return { name, value: precision, unit: 'precision', detail: { recall, listed: listed.length, known: known.size } };
}
