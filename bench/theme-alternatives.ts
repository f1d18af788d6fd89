/** Other ways to find themes, to compare with: spherical k-means, a Dirichlet multinomial mixture, label propagation. */
import { type Random, randomFrom } from '../src/methods/numeric/random.ts';
import type { TermMatrix } from '../src/methods/text/term-matrix.ts';
import type { Graph } from '../src/methods/text/text-graph.ts';

const ROUNDS = 15;
const SETTLED = 0.001;

/** k-means by cosine, started far apart (k-means++); the mean simplified silhouette says how well k fits. */
export function sphericalKMeans(matrix: TermMatrix, k: number, seed: number) {
  const centres = startCentres(matrix, k, randomFrom(seed));
  const group = new Int32Array(matrix.texts).fill(-1);
  let silhouette = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    let moved = 0;
    silhouette = 0;
    for (let text = 0; text < matrix.texts; text += 1) {
      const [best, first, second] = nearestCentre(matrix, centres, text);
      if (group[text] !== best) moved += 1;
      group[text] = best;
      silhouette += (first - second) / Math.max(1e-9, 1 - second) / matrix.texts;
    }
    if (moved <= SETTLED * matrix.texts) break;
    moveCentres(matrix, centres, group);
  }
  return { group: [...group], silhouette };
}

function startCentres(matrix: TermMatrix, k: number, random: Random): Float64Array[] {
  const closest = new Float64Array(matrix.texts);
  const centres: Float64Array[] = [];
  let next = random.below(matrix.texts);
  while (centres.length < k) {
    const centre = new Float64Array(matrix.terms);
    for (let p = matrix.start[next]!; p < matrix.start[next + 1]!; p += 1) centre[matrix.term[p]!] = matrix.weight[p]!;
    centres.push(centre);
    let far = 0;
    for (let text = 0; text < matrix.texts; text += 1) {
      closest[text] = Math.max(closest[text]!, Math.min(1, dot(matrix, centre, text)));
      far += 1 - closest[text]!;
    }
    let left = random.uniform() * far;
    next = 0;
    while (next < matrix.texts - 1 && left > 1 - closest[next]!) left -= 1 - closest[next++]!;
  }
  return centres;
}

function nearestCentre(matrix: TermMatrix, centres: readonly Float64Array[], text: number) {
  let [best, first, second] = [0, -1, -1];
  for (const [at, centre] of centres.entries()) {
    const similarity = dot(matrix, centre, text);
    if (similarity > first) [best, first, second] = [at, similarity, first];
    else second = Math.max(second, similarity);
  }
  return [best, first, second] as const;
}

function dot(matrix: TermMatrix, centre: Float64Array, text: number): number {
  let sum = 0;
  for (let p = matrix.start[text]!; p < matrix.start[text + 1]!; p += 1)
    sum += matrix.weight[p]! * centre[matrix.term[p]!]!;
  return sum;
}

function moveCentres(matrix: TermMatrix, centres: readonly Float64Array[], group: Int32Array): void {
  for (const centre of centres) centre.fill(0);
  for (let text = 0; text < matrix.texts; text += 1)
    for (let p = matrix.start[text]!; p < matrix.start[text + 1]!; p += 1)
      centres[group[text]!]![matrix.term[p]!]! += matrix.weight[p]!;
  for (const centre of centres) {
    const length = Math.sqrt(centre.reduce((sum, value) => sum + value * value, 0)) || 1;
    for (let term = 0; term < centre.length; term += 1) centre[term]! /= length;
  }
}

export interface MixtureSettings {
  readonly most: number;
  readonly alpha: number;
  readonly beta: number;
  readonly rounds: number;
  readonly seed: number;
}

/** Yin and Wang (2014): each text has one theme, drawn in turn given all others (collapsed Gibbs); unused themes die out. */
export function dirichletMixture(documents: readonly (readonly string[])[], settings: MixtureSettings): number[] {
  const { most, alpha, beta } = settings;
  const random = randomFrom(settings.seed);
  const numbers = new Map<string, number>();
  const words = documents.map((document) =>
    document.map((word) => {
      const number = numbers.get(word) ?? numbers.size;
      numbers.set(word, number);
      return number;
    }),
  );
  const [texts, tokens] = [new Float64Array(most), new Float64Array(most)];
  const counts = new Float64Array(numbers.size * most);
  const group = words.map(() => random.below(most));
  const change = (at: number, by: number): void => {
    const own = group[at]!;
    texts[own]! += by;
    tokens[own]! += by * words[at]!.length;
    for (const word of words[at]!) counts[word * most + own]! += by;
  };
  for (const at of words.keys()) change(at, 1);
  const chance = new Float64Array(most);
  for (let round = 0; round < settings.rounds; round += 1)
    for (const [at, own] of words.entries()) {
      change(at, -1);
      for (let theme = 0; theme < most; theme += 1) {
        let log = Math.log(texts[theme]! + alpha);
        for (const [before, word] of own.entries()) {
          const seen = counts[word * most + theme]! + beta;
          log += Math.log(seen / (tokens[theme]! + numbers.size * beta + before));
        }
        chance[theme] = log;
      }
      group[at] = drawn(chance, random);
      change(at, 1);
    }
  return group;
}

function drawn(logs: Float64Array, random: Random): number {
  const greatest = logs.reduce((most, own) => Math.max(most, own), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (const own of logs) total += Math.exp(own - greatest);
  let left = random.uniform() * total;
  for (const [at, own] of logs.entries()) {
    left -= Math.exp(own - greatest);
    if (left <= 0) return at;
  }
  return logs.length - 1;
}

/** Raghavan, Albert and Kumara (2007): each text takes the label that weighs most among its neighbours, until few change. */
export function labelPropagation({ nodes, start, neighbour, weight }: Graph, seed: number): number[] {
  const random = randomFrom(seed);
  const label = Int32Array.from({ length: nodes }, (_, at) => at);
  for (let round = 0; round < ROUNDS; round += 1) {
    let moved = 0;
    for (let turn = 0; turn < nodes; turn += 1) {
      const node = random.below(nodes);
      const toward = new Map<number, number>();
      for (let p = start[node]!; p < start[node + 1]!; p += 1)
        toward.set(label[neighbour[p]!]!, (toward.get(label[neighbour[p]!]!) ?? 0) + weight[p]!);
      const [best] = [...toward].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
      if (best === undefined || best[0] === label[node]) continue;
      label[node] = best[0];
      moved += 1;
    }
    if (moved <= SETTLED * nodes) break;
  }
  return [...label];
}
