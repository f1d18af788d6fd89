import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { kendallTau, spearmanRho } from './rank-correlation.ts';
import { type Ranking, rankBiasedOverlap, sizeOf } from './ranking-overlap.ts';

const FEW_COMMON = 5;
const NAMED_AT_MOST = 3;

const name = z.string().min(1, 'Name every item.');
const ranking = z
  .union(
    [z.array(z.union([name, z.array(name).min(1)])), z.record(name, z.number())],
    'Give names from best to worst (tied ones as a list within the list), or a score for each name.',
  )
  .describe(
    'Names from best to worst, tied ones as a list of their own: ["a", ["b", "c"], "d"]. Or a score for each name, the highest best.',
  );

const moved = z.object({
  name: z.string(),
  firstRank: z.number().describe('Mean rank among the items both hold.'),
  secondRank: z.number(),
  difference: z.number().describe('Second less first: above 0 it is worse placed in the second.'),
  disagreements: z.int().describe('Pairs with this item that the two order oppositely.'),
});

/**
 * Two rankings compared: Kendall's tau-b, Spearman's rho, rank-biased overlap, and where they part.
 *
 * Correlations are over the items both hold; rank-biased overlap is over all, and weighs the top more.
 *
 * @throws MethodProblem `ranking-empty`, `item-twice`.
 * @example rankingComparison.run({ first: ['a', 'b', 'c'], second: ['a', 'c', 'b'], persistence: 0.9 }).tau.tau; // 1/3
 */
export const rankingComparison = defineMethod({
  name: 'ranking-comparison',
  field: 'agree',
  title: 'Two rankings compared',
  summary: 'How far two orders agree, in all and at the top, and which items they part over.',
  whenToUse: ['Sales and product rank the same ideas.', 'To see what changed between two rounds or two formulas.'],
  whenNot: ['For more than two: use Kendall’s W in priority-poker, or vote.'],
  assumes: ['A name means the same thing in both.', 'p values take one ranking as given and the other as random.'],
  formula: [
    'tau-b: `(concordant - discordant) / sqrt((pairs - tied in first)(pairs - tied in second))`.',
    'Rank-biased overlap: `(1-p) Σ p^(d-1) · agreement at depth d`, the last agreement going on; ties count as broken at random.',
  ].join('\n'),
  source: [
    'Kendall, M. (1970), Rank Correlation Methods, 4th edition.',
    'Webber, W., Moffat, A. and Zobel, J. (2010), A similarity measure for indefinite rankings, ACM Transactions on Information Systems 28(4).',
    'Corsi, M. and Urbano, J. (2024), The treatment of ties in rank-biased overlap, SIGIR.',
  ],
  verified:
    'Brute force: all pairs, all orders (p), the mean over all ways of breaking ties and the infinite sum of the definition (overlap).',
  cost: 'O(n²)',
  warns: {
    'few-common': 'Fewer than five items are in both: correlations say little.',
    'not-in-both': 'Some items are only in one: they enter the overlap alone.',
    'all-tied': 'One ranking does not order the common items: there is no correlation.',
  },
  inputs: z.object({
    first: ranking,
    second: ranking,
    persistence: z
      .number()
      .gt(0)
      .lt(1)
      .default(0.9)
      .describe(
        'How far down the overlap looks: 0.9 puts 86 % of the weight on the first ten, 0.5 nearly all on the first three.',
      ),
  }),
  result: z.object({
    common: z.int().describe('Items in both.'),
    onlyInFirst: z.array(z.string()),
    onlyInSecond: z.array(z.string()),
    tau: z.object({
      tau: z.number().nullable().describe('tau-b, -1 to 1; null where one ranking ties all.'),
      p: z
        .number()
        .nullable()
        .describe('Two-sided, of no association: exact without ties up to 50 items, else normal.'),
      concordant: z.int(),
      discordant: z.int(),
      tiedInFirst: z.int().describe('Pairs.'),
      tiedInSecond: z.int(),
    }),
    spearman: z.number().nullable().describe('Correlation of mean ranks; null where one ranking ties all.'),
    overlap: z.object({
      extrapolated: z.number().describe('Rank-biased overlap, 0 to 1.'),
      minimum: z.number().describe('If nothing beyond the lists agreed.'),
      maximum: z.number().describe('If all beyond the lists agreed.'),
    }),
    agreementByDepth: z
      .array(z.object({ depth: z.int(), share: z.number().describe('Items in both tops / depth.') }))
      .describe('To the end of the longer ranking.'),
    moved: z.array(moved).describe('Common items, those most differently placed first.'),
    firstParting: z
      .int()
      .nullable()
      .describe('First depth at which the tops no longer hold the same items; null where there is none.'),
    ...report,
  }),
  example: {
    about: 'Five ideas as product and sales rank them; sales does not tell two apart.',
    source: 'Plain lists.',
    inputs: {
      first: ['Import', 'Audit log', 'Single sign-on', 'Themes', 'Chat'],
      second: ['Single sign-on', 'Import', ['Audit log', 'Chat'], 'Themes'],
    },
  },
  run({ first, second, persistence }) {
    const [one, other] = [ranked(first, 'first'), ranked(second, 'second')];
    const [inOne, inOther] = [positions(one), positions(other)];
    const names = [...inOne.keys()].filter((item) => inOther.has(item));
    const [a, b] = [names.map((item) => inOne.get(item) ?? 0), names.map((item) => inOther.get(item) ?? 0)];
    const { exact: _, ...tau } = kendallTau(a, b);
    const spearman = spearmanRho(a, b);
    const { common, ...overlap } = rankBiasedOverlap(one, other, persistence);
    const agreementByDepth = common.map((count, d) => ({ depth: d + 1, share: count / (d + 1) }));
    const partings = movedItems(names, a, b);
    const onlyInFirst = [...inOne.keys()].filter((item) => !inOther.has(item));
    const onlyInSecond = [...inOther.keys()].filter((item) => !inOne.has(item));
    return {
      common: names.length,
      onlyInFirst,
      onlyInSecond,
      tau,
      spearman,
      overlap,
      agreementByDepth,
      moved: partings,
      firstParting: agreementByDepth.find(({ share }) => share < 1 - 1e-12)?.depth ?? null,
      warnings: warningsOf(names.length, onlyInFirst.length + onlyInSecond.length, tau.tau),
      reading:
        names.length === 0
          ? 'The two rankings have no item in common: nothing can be compared.'
          : readingOf(tau.tau, overlap.extrapolated, partings),
      picture: {
        kind: 'lines' as const,
        title: 'Agreement by depth',
        x: 'Depth',
        y: 'Items in both tops (share)',
        series: [
          {
            name: 'Agreement',
            x: agreementByDepth.map(({ depth }) => depth),
            y: agreementByDepth.map(({ share }) => share),
          },
        ],
      },
    };
  },
});

function ranked(
  given: readonly (string | readonly string[])[] | Readonly<Record<string, number>>,
  field: string,
): Ranking {
  const groups = Array.isArray(given)
    ? given.map((one: string | readonly string[]) => (typeof one === 'string' ? [one] : one))
    : byScore(Object.entries(given));
  const all = groups.flat();
  const twice = all.find((item, i) => all.indexOf(item) !== i);
  if (twice !== undefined) throw new MethodProblem('item-twice', field, `Rank "${twice}" once.`);
  if (sizeOf(groups) === 0) throw new MethodProblem('ranking-empty', field, 'Rank at least one item.');
  return groups;
}

function byScore(scores: readonly (readonly [string, number])[]): string[][] {
  const steps = [...new Set(scores.map(([, score]) => score))].sort((a, b) => b - a);
  return steps.map((step) => scores.flatMap(([item, score]) => (score === step ? [item] : [])));
}

function positions(ranking: Ranking): Map<string, number> {
  return new Map(ranking.flatMap((group, i) => group.map((item) => [item, i] as const)));
}

function movedItems(names: readonly string[], a: readonly number[], b: readonly number[]): z.output<typeof moved>[] {
  const meanRank = (ranks: readonly number[], own: number) =>
    ranks.reduce((sum, rank) => sum + (rank < own ? 1 : rank === own ? 0.5 : 0), 0.5);
  return names
    .map((item, i) => {
      const firstRank = meanRank(a, a[i]!);
      const secondRank = meanRank(b, b[i]!);
      const disagreements = names.filter((_, j) => (a[i]! - a[j]!) * (b[i]! - b[j]!) < 0).length;
      return { name: item, firstRank, secondRank, difference: secondRank - firstRank, disagreements };
    })
    .sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference) || y.disagreements - x.disagreements);
}

function warningsOf(common: number, apart: number, tau: number | null): Warning[] {
  const warnings: Warning[] = [];
  if (common < FEW_COMMON)
    warnings.push({ id: 'few-common', text: `Only ${common} items are in both: look at the lists themselves.` });
  if (apart > 0)
    warnings.push({
      id: 'not-in-both',
      text: `${apart} items are in one ranking only; the correlations leave them out.`,
    });
  if (tau === null)
    warnings.push({ id: 'all-tied', text: 'One ranking does not order the common items: rank them finer.' });
  return warnings;
}

function readingOf(tau: number | null, overlap: number, partings: readonly z.output<typeof moved>[]): string {
  const apart = partings.filter(({ difference }) => difference !== 0).slice(0, NAMED_AT_MOST);
  const where =
    apart.length === 0
      ? 'They place all common items alike.'
      : `They part most over ${apart.map((one) => one.name).join(', ')}.`;
  const whole =
    tau === null
      ? 'In all, no correlation can be told'
      : `In all, the orders agree to ${tau.toFixed(2)} (Kendall, -1 to 1)`;
  return `${whole}; at the top, to ${overlap.toFixed(2)} (overlap, 0 to 1). ${where}`;
}
