import cdf from '@stdlib/stats-base-dists-normal-cdf';
import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';

const FEW_ADOPTERS = 30;
const SKEWED = 1;
/** Upper cut of each category in standard deviations from the mean, and Rogers' rounded share. */
const CATEGORIES = [
  { name: 'innovators', label: 'Innovators', upTo: -2, textbook: 0.025 },
  { name: 'earlyAdopters', label: 'Early adopters', upTo: -1, textbook: 0.135 },
  { name: 'earlyMajority', label: 'Early majority', upTo: 0, textbook: 0.34 },
  { name: 'lateMajority', label: 'Late majority', upTo: 1, textbook: 0.34 },
  { name: 'laggards', label: 'Laggards', upTo: Number.POSITIVE_INFINITY, textbook: 0.16 },
] as const;
const category = z.enum(['innovators', 'earlyAdopters', 'earlyMajority', 'lateMajority', 'laggards']);

/**
 * Rogers' adopter categories from when each person adopted.
 *
 * The cuts lie at the mean of adoption times less two and one standard deviations, at the mean, and one above; a time on a cut
 * belongs to the earlier category.
 *
 * @throws MethodProblem `too-few-adopters`, `times-alike`, `lengths-differ`.
 * @example rogersCategories.run(rogersCategories.inputs.parse({ adoptionTimes: [1, 3, 4, 5, 6, 7, 8, 9, 14] })).categories;
 */
export const rogersCategories = defineMethod({
  name: 'rogers-categories',
  field: 'adopt',
  title: 'Adopter categories (Rogers)',
  summary:
    'Innovators, early adopters, early and late majority, laggards: who adopted when, by the spread of adoption times.',
  whenToUse: ['After adoption has largely run its course, to see who came when.'],
  whenNot: [
    'While most have not adopted: mean and spread then describe the early ones only.',
    'To forecast: use Bass diffusion.',
  ],
  assumes: [
    'Those who adopt have adopted (not checked).',
    'Adoption times are roughly normal for the shares to be Rogers’ (checked by their skewness).',
  ],
  formula: 'Cuts at `mean - 2sd`, `mean - sd`, `mean`, `mean + sd` of adoption times, sd with n - 1.',
  source: ['Rogers, E. M. (2003), Diffusion of Innovations, 5th edition, chapter 7.'],
  verified:
    'A worked example in R 4.2.2: mean, standard deviation and counts exactly, shares of the normal curve to 1e-9.',
  cost: 'O(n)',
  warns: {
    'too-few-adopters': 'Fewer than 30 adopters.',
    'skewed-times': 'Adoption times are lopsided: the shares will not be Rogers’.',
  },
  inputs: z.object({
    adoptionTimes: z
      .array(z.number())
      .max(1_000_000)
      .describe('When each adopted, in any unit since the launch; or, with counts, the periods.'),
    counts: z.array(z.number().min(0)).optional().describe('How many adopted at each of these times.'),
  }),
  result: z.object({
    adopters: z.number(),
    mean: z.number(),
    standardDeviation: z.number().describe('With n - 1.'),
    skewness: z.number(),
    categories: z.array(
      z.object({
        category,
        from: z.number().nullable().describe('Adopted after this time; null: no lower cut.'),
        upTo: z.number().nullable().describe('Adopted up to and including this time; null: no upper cut.'),
        count: z.number(),
        share: z.number(),
        normalShare: z.number().describe('Share under the normal curve.'),
        textbookShare: z.number().describe('As Rogers rounds it.'),
      }),
    ),
    categoryOf: z.array(category).describe('For each adoption time given, in their order.'),
    ...report,
  }),
  example: {
    about: 'Buyers of video recorders by year from 1979 to 1988, thousands.',
    source: 'Annual sales 1979 to 1988 as in the literature on the Bass model: published facts.',
    inputs: {
      adoptionTimes: [1979, 1980, 1981, 1982, 1983, 1984, 1985, 1986, 1987, 1988],
      counts: [840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890],
    },
  },
  run({ adoptionTimes, counts }) {
    const spread = spreadOf(adoptionTimes, counts);
    const { adopters, mean, standardDeviation, skewness } = spread;
    const cuts = CATEGORIES.map(({ upTo }) => mean + upTo * standardDeviation);
    const place = adoptionTimes.map((time) => cuts.findIndex((cut) => time <= cut));
    const categories = CATEGORIES.map(({ name, upTo, textbook }, i) => {
      const count = place.reduce((sum, where, k) => sum + (where === i ? (counts?.[k] ?? 1) : 0), 0);
      const before = i === 0 ? Number.NEGATIVE_INFINITY : CATEGORIES[i - 1]!.upTo;
      return {
        category: name,
        from: i === 0 ? null : cuts[i - 1]!,
        upTo: Number.isFinite(upTo) ? cuts[i]! : null,
        count,
        share: count / adopters,
        normalShare: cdf(upTo, 0, 1) - cdf(before, 0, 1),
        textbookShare: textbook,
      };
    });
    const warnings: Warning[] = [];
    if (adopters < FEW_ADOPTERS)
      warnings.push({ id: 'too-few-adopters', text: `${adopters} adopters: use at least ${FEW_ADOPTERS}.` });
    if (Math.abs(skewness) > SKEWED)
      warnings.push({
        id: 'skewed-times',
        text: 'Adoption times are lopsided: try their logarithms, or read the counts rather than the names.',
      });
    return {
      adopters,
      mean,
      standardDeviation,
      skewness,
      categories,
      categoryOf: place.map((where) => CATEGORIES[where]!.name),
      warnings,
      reading: `Of ${adopters} adopters ${categories.map(({ share }, i) => `${(share * 100).toFixed(1)} % are ${CATEGORIES[i]!.label.toLowerCase()}`).join(', ')}. Mean adoption time is ${Number(mean.toPrecision(6))}, standard deviation ${Number(standardDeviation.toPrecision(3))}.`,
      picture: {
        kind: 'bars' as const,
        title: 'Adopter categories',
        x: 'Category',
        y: 'Share of adopters',
        series: [
          { name: 'Seen', x: CATEGORIES.map(({ label }) => label), y: categories.map(({ share }) => share) },
          {
            name: 'Normal curve',
            x: CATEGORIES.map(({ label }) => label),
            y: categories.map(({ normalShare }) => normalShare),
          },
        ],
      },
    };
  },
});

function spreadOf(times: readonly number[], counts: readonly number[] | undefined) {
  if (counts !== undefined && counts.length !== times.length)
    throw new MethodProblem('lengths-differ', 'counts', `Give ${times.length} counts, as many as adoption times.`);
  const weight = (i: number) => counts?.[i] ?? 1;
  const sum = (of: (time: number) => number) => times.reduce((total, time, i) => total + weight(i) * of(time), 0);
  const adopters = sum(() => 1);
  if (!(adopters >= 2))
    throw new MethodProblem('too-few-adopters', 'adoptionTimes', 'Give the times of at least two adopters.');
  const mean = sum((time) => time) / adopters;
  const squares = sum((time) => (time - mean) ** 2);
  if (!(squares > 0))
    throw new MethodProblem(
      'times-alike',
      'adoptionTimes',
      'All adopted at the same time: there is nothing to divide.',
    );
  const skewness = sum((time) => (time - mean) ** 3) / adopters / (squares / adopters) ** 1.5;
  return { adopters, mean, standardDeviation: Math.sqrt(squares / (adopters - 1)), skewness };
}
