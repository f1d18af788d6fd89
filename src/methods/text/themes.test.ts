import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { answerMethod } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { graphCommunities } from './graph-communities.ts';
import { loadDetector } from './language-detector.ts';
import { nearestTexts } from './nearest-texts.ts';
import { termMatrix } from './term-matrix.ts';
import { graphOf } from './text-graph.ts';
import { surpriseOf } from './theme-granularity.ts';
import { themes } from './themes.ts';

beforeAll(loadDetector);

type Inputs = Parameters<typeof themes.run>[0];
const find = (inputs: Pick<Inputs, 'texts'> & Partial<Inputs>, seed = 1) =>
  themes.run({ smallest: 2, language: 'none', level: 0.95, ...inputs }, { seed });

/** Texts of `groups` planted themes, each with words of its own and words common to all. */
function planted(groups: number, each: number, seed = 1) {
  const random = randomFrom(seed);
  const texts: string[] = [];
  const truth: number[] = [];
  for (let text = 0; text < groups * each; text += 1) {
    const group = text % groups;
    const own = Array.from({ length: 6 }, () => `own${group}x${random.below(12)}`);
    const common = Array.from({ length: 4 }, () => `common${random.below(60)}`);
    texts.push([...own, ...common].join(' '));
    truth.push(group);
  }
  return { texts, truth };
}

function sameGrouping(found: readonly (number | null)[], truth: readonly number[]): boolean {
  const pairs = new Set(found.map((theme, at) => `${theme} ${truth[at]}`));
  return pairs.size === new Set(truth).size && new Set(found).size === pairs.size;
}

describe('planted themes', () => {
  test.each([2, 5, 12])('%i themes are found without being told how many', (groups) => {
    const { texts, truth } = planted(groups, 30);
    const found = find({ texts });
    expect(sameGrouping(found.assignments, truth)).toBe(true);
    expect(found.themes[0]?.phrases[0]?.phrase).toMatch(/^own/u);
    expect(found.themes[0]?.share.estimate).toBeCloseTo(1 / groups, 9);
  });

  test('fewer themes when asked for, as many as asked', () => {
    const { texts } = planted(8, 20);
    expect(find({ texts, themes: 4 }).themes.length).toBe(4);
    expect(find({ texts, themes: 20 }).themes.length).toBe(20);
  });

  test('more themes than the texts hold: as many as there are, with a warning', () => {
    const { texts } = planted(2, 10);
    expect(find({ texts, themes: 900 }).warnings.map(({ id }) => id)).toContain('fewer-themes');
  });

  test('the same seed gives the same answer, and the order of the texts does not change the themes', () => {
    const { texts, truth } = planted(4, 25, 3);
    expect(find({ texts })).toEqual(find({ texts }));
    const turned = find({ texts: [...texts].reverse() }).assignments.toReversed();
    expect(sameGrouping(turned, truth)).toBe(true);
  });
});

test('the example: themes are named in the words of the texts', async () => {
  const found = await answerMethod(themes, themes.example.inputs);
  expect(found.themes.map(({ name }) => name)).toContain('exchange rates');
  expect(found.reading).toContain('60 texts fall into');
  expect(found.themes[0]?.examples.length).toBe(3);
});

test('communities: no grouping of a small graph has greater modularity', () => {
  const edges: [number, number][] = [
    [0, 1],
    [1, 2],
    [0, 2],
    [2, 3],
    [3, 4],
    [4, 5],
    [3, 5],
  ];
  const documents = Array.from({ length: 6 }, () => ['x']);
  const graph = graphFrom(6, edges);
  const found = graphCommunities(graph, 1, randomFrom(1));
  let best = Number.NEGATIVE_INFINITY;
  for (const grouping of groupingsOf(documents.length)) best = Math.max(best, modularity(grouping, edges));
  expect(modularity([...found], edges)).toBeCloseTo(best, 12);
  expect([...found]).toEqual([0, 0, 0, 1, 1, 1]);
});

test('surprise by hand: two triangles joined by an edge', () => {
  const edges: [number, number][] = [
    [0, 1],
    [1, 2],
    [0, 2],
    [2, 3],
    [3, 4],
    [4, 5],
    [3, 5],
  ];
  const [q, e] = [6 / 7, 6 / 15];
  const expected = q * Math.log(q / e) + (1 - q) * Math.log((1 - q) / (1 - e));
  expect(surpriseOf(graphFrom(6, edges), Int32Array.of(0, 0, 0, 1, 1, 1))).toBeCloseTo(expected, 12);
});

test('nearest texts against comparing all', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
  fc.assert(
    fc.property(
      fc.array(fc.array(word, { minLength: 1, maxLength: 5 }), { minLength: 3, maxLength: 12 }),
      (documents) => {
        const matrix = termMatrix(documents, { fewest: 1, mostShare: 1, pairs: false });
        const { count, text, similarity } = nearestTexts(matrix, { most: 12, atLeast: 1e-9 });
        const vectors = documents.map((_, at) => {
          const vector = new Map<number, number>();
          for (let p = matrix.start[at]!; p < matrix.start[at + 1]!; p += 1)
            vector.set(matrix.term[p]!, matrix.weight[p]!);
          return vector;
        });
        for (const [own, vector] of vectors.entries()) {
          const all = vectors.map((other) =>
            [...vector].reduce((sum, [term, weight]) => sum + weight * (other.get(term) ?? 0), 0),
          );
          const expected = all.filter((value, at) => at !== own && value >= 1e-9).sort((x, y) => y - x);
          const listed = Array.from({ length: count[own]! }, (_, at) => similarity[own * 12 + at]!);
          expect(listed).toEqual(expected.map((value) => expect.closeTo(Math.min(1, value), 9)));
          for (const [at, value] of listed.entries()) expect(all[text[own * 12 + at]!]).toBeCloseTo(value, 9);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('texts that share nothing form no theme, and it says so', () => {
  const found = find({ texts: ['alpha', 'beta', 'gamma', ''] });
  expect(found.assignments).toEqual([null, null, null, null]);
  expect(found.warnings.map(({ id }) => id)).toEqual(['few-texts', 'many-unthemed', 'empty-texts']);
  expect(found.reading).toContain('too little in common');
});

test('equal texts are one theme', () => {
  const texts = Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 'lost card today' : 'exchange rate euro'));
  expect(find({ texts }).themes.map(({ size }) => size)).toEqual([30, 30]);
});

test('no words: refused by name; the inputs are not changed', () => {
  expect(() => find({ texts: ['', '!!'] })).toThrow(expect.objectContaining({ id: 'too-few-texts' }));
  const texts = Object.freeze(planted(2, 5).texts);
  expect(() => find({ texts: texts.slice() })).not.toThrow();
});

test('progress rises to the end, and throwing from it ends the run', () => {
  const { texts } = planted(3, 20);
  const told: number[] = [];
  themes.run({ texts, smallest: 2, language: 'none', level: 0.95 }, { progress: (done) => told.push(done) });
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  const stop = () => {
    throw new Error('stopped');
  };
  expect(() => themes.run({ texts, smallest: 2, language: 'none', level: 0.95 }, { progress: stop })).toThrow(
    'stopped',
  );
});

function graphFrom(nodes: number, edges: readonly (readonly [number, number])[]) {
  const most = nodes;
  const count = new Int32Array(nodes);
  const text = new Int32Array(nodes * most);
  const similarity = new Float64Array(nodes * most).fill(1);
  for (const [a, b] of edges) text[a * most + count[a]!++] = b;
  return graphOf({ most, count, text, similarity });
}

function modularity(grouping: readonly number[], edges: readonly (readonly [number, number])[]): number {
  const degree = grouping.map((_, node) => edges.flat().filter((end) => end === node).length);
  let sum = edges.filter(([a, b]) => grouping[a] === grouping[b]).length / edges.length;
  for (const group of new Set(grouping)) {
    const inside = degree.reduce((total, own, node) => total + (grouping[node] === group ? own : 0), 0);
    sum -= (inside / (2 * edges.length)) ** 2;
  }
  return sum;
}

function groupingsOf(nodes: number): number[][] {
  let all: number[][] = [[0]];
  for (let node = 1; node < nodes; node += 1)
    all = all.flatMap((one) => Array.from({ length: Math.max(...one) + 2 }, (_, group) => [...one, group]));
  return all;
}

test('texts that all say the same are one theme', async () => {
  const { themes: found, unthemed } = await answerMethod(themes, { texts: Array(60).fill('I love the app') });
  expect([found.length, found[0]?.size, unthemed]).toEqual([1, 60, 0]);
});

test('every theme is in one family, families hold the texts of their themes, and there are never more', async () => {
  const topics = [
    'card payment fee',
    'card delivery late',
    'password reset login',
    'login code expired',
    'dark mode screen',
  ];
  const extra = ['please', 'today', 'again', 'still', 'help', 'broken', 'slow'];
  const texts = Array.from({ length: 150 }, (_, at) => `${topics[at % 5]} ${extra[at % 7]} ${extra[(at * 3) % 7]}`);
  const { themes: found, families } = await answerMethod(themes, { texts, language: 'en' });
  expect(families.length).toBeLessThanOrEqual(found.length);
  expect(families.flatMap((one) => one.themes).toSorted((a, b) => a - b)).toEqual(found.map(({ theme }) => theme));
  for (const { family, size, themes: own } of families) {
    expect(own.reduce((sum, theme) => sum + (found[theme]?.size ?? 0), 0)).toBe(size);
    expect(own.every((theme) => found[theme]?.family === family)).toBe(true);
  }
});

test('asked for fewer themes than texts fall into, no theme swallows the others', () => {
  const words = Array.from({ length: 12 }, (_, theme) => Array.from({ length: 6 }, (_, at) => `w${theme}x${at}`));
  const texts = words.flatMap((own, theme) =>
    Array.from({ length: 20 }, (_, at) =>
      [own[at % 6], own[(at + 1) % 6], own[(at + 2) % 6], words[(theme + 1) % 12]?.[at % 6]].join(' '),
    ),
  );
  const { themes: found } = themes.run({ texts, themes: 4, smallest: 2, language: 'none', level: 0.95 }, { seed: 1 });
  expect(found).toHaveLength(4);
  expect(found[0]?.size).toBeLessThanOrEqual(texts.length / 2);
});
