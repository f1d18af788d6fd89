import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { effectsDesign, type ProfileDesign } from './effects-design.ts';
import { partWorths, productLevels, utilityOf } from './part-worths.ts';
import { attributeWorths, finite, fitRatings, type Person, personOf, type Rated } from './rating-regressions.ts';
import { shareRules, sharesOf } from './share-rules.ts';

const levelWorth = z.object({
  level: z.string(),
  utility: z.number().describe('Against the mean of the attribute’s levels.'),
  standardError: z.number().nullable().describe('From the pooled regression; null without spare ratings.'),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

const inputs = z.object({
  profiles: z
    .array(z.record(z.string(), z.union([z.string(), z.number()])))
    .min(2, 'Give at least two profiles.')
    .describe('The offers that were rated: one object each, attribute → level.'),
  ratings: z
    .array(z.array(z.number().nullable()))
    .min(1, 'Give the ratings of at least one respondent.')
    .describe(
      'One row a respondent, one entry a profile, higher is better; null for none. Rankings: turn them so that the best is highest.',
    ),
  levels: z
    .record(z.string(), z.array(z.union([z.string(), z.number()])))
    .default({})
    .describe('Order of the levels of an attribute; as they come in `profiles` where not given.'),
  simulate: z
    .array(productLevels)
    .default([])
    .describe('Offers whose shares are wanted, each with a level of every attribute.'),
  level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
});

/**
 * Ratings conjoint: part-worths by least squares on effects-coded levels, for each person and for all.
 *
 * @throws MethodProblem `attribute-missing`, `attribute-constant`, `lengths-differ`, `not-identified`, `no-ratings`, `level-unknown`.
 * @example
 * ratingsConjoint.run(ratingsConjoint.inputs.parse({
 *   profiles: [{ colour: 'red' }, { colour: 'blue' }], ratings: [[8, 4]],
 * })).respondents[0].partWorths.colour.red; // 2
 */
export const ratingsConjoint = defineMethod({
  name: 'ratings-conjoint',
  field: 'choose',
  title: 'Ratings conjoint',
  summary: 'What each level of each attribute is worth to each person, from ratings of whole offers.',
  whenToUse: [
    'Few people, each of whom can rate a dozen or so offers.',
    'To see how much each attribute matters to each person.',
  ],
  whenNot: [
    'To learn what people would buy or pay: ask for choices.',
    'With more than about six attributes: people skip most of them.',
  ],
  assumes: [
    'Ratings are roughly linear in utility, and attributes add up without interaction (not checked).',
    'The profiles let every level be told apart (checked).',
  ],
  formula:
    'Least squares of the rating on effects-coded levels (part-worths of an attribute sum to 0). Importance: range of an attribute’s part-worths by the sum of ranges, per person, then averaged.',
  source: [
    'Green, P. & Srinivasan, V. (1978), Conjoint analysis in consumer research, Journal of Consumer Research 5.',
    'Bąk, A. & Bartłomowicz, T. (2012), Conjoint analysis method and its implementation in conjoint R package.',
  ],
  verified:
    'R lm with contr.sum and package conjoint on 100 respondents and 13 profiles: part-worths, importance, R-squared, simulated shares to 1e-6; printed importance to 0.005.',
  cost: 'O(respondents · profiles · coefficients²)',
  warns: {
    'respondents-left-out': 'Persons whose ratings do not cover the design.',
    'no-spare-ratings':
      'Each person rated just as many profiles as there are coefficients: no check of fit per person.',
    'poor-fit': 'The attributes explain less than half of the variance within the persons.',
    'ratings-alike': 'Everybody gave all profiles one rating: nothing can be told of what matters.',
  },
  inputs,
  result: z.object({
    intercept: z.number().describe('Mean utility of an average profile.'),
    attributes: z.array(
      z.object({
        name: z.string(),
        importance: z.number().describe('Mean over persons, 0 to 1.'),
        aggregateImportance: z.number().describe('From the pooled part-worths: smaller where tastes differ.'),
        partWorths: z.array(levelWorth).describe('Pooled over all persons.'),
      }),
    ),
    rSquared: z.number().nullable().describe('Of the pooled regression; null where ratings do not vary.'),
    residualStandardError: z.number().nullable(),
    respondents: z.array(
      z.object({
        respondent: z.int().describe('Row in `ratings`, 1 the first.'),
        intercept: z.number(),
        partWorths: partWorths,
        importance: z.record(z.string(), z.number()).describe('0 to 1.'),
        rSquared: z.number().nullable(),
      }),
    ),
    simulation: z
      .array(
        z.object({
          product: z.int().describe('Row in `simulate`, 1 the first.'),
          meanUtility: z.number(),
          ...shareRules,
        }),
      )
      .describe('Shares 0 to 1; utilities include each person’s intercept.'),
    bradleyTerryLucePersons: z.int().nullable().describe('How many persons enter that rule.'),
    ...report,
  }),
  example: {
    about:
      'How often eight communication channels are checked (1 never to 5 every day), by whether they are live and by medium: twelve contributors.',
    source: 'Kubernetes contributor survey 2019, first complete answers, github.com/cncf/surveys, Apache-2.0.',
    inputs: {
      profiles: [
        { live: 'no', medium: 'text' },
        { live: 'yes', medium: 'text' },
        { live: 'no', medium: 'text' },
        { live: 'yes', medium: 'video' },
        { live: 'no', medium: 'text' },
        { live: 'yes', medium: 'text' },
        { live: 'no', medium: 'video' },
        { live: 'no', medium: 'text' },
      ],
      ratings: [
        [2, 2, 1, 1, 5, 1, 1, 1],
        [4, 3, 2, 4, 5, 1, 1, 4],
        [3, 3, 1, 3, 4, 1, 2, 3],
        [5, 1, 3, 2, 4, 1, 1, 3],
        [4, 5, 1, 3, 4, 2, 3, 3],
        [5, 5, 2, 4, 5, 1, 2, 4],
        [4, 5, 1, 4, 5, 1, 1, 4],
        [3, 4, 1, 4, 4, 1, 2, 2],
        [4, 4, 1, 2, 3, 1, 2, 3],
        [3, 5, 2, 2, 4, 1, 3, 3],
        [2, 5, 2, 4, 4, 2, 2, 3],
        [5, 4, 1, 2, 4, 1, 2, 3],
      ],
    },
  },
  run(given) {
    const design = effectsDesign(given.profiles, given.levels);
    const rated = ratedOf(given.ratings, design);
    const people = rated.flatMap(({ row, respondent }) => personOf(row, respondent, design));
    if (people.length === 0)
      throw new MethodProblem(
        'not-identified',
        'profiles',
        'Let each respondent rate enough different profiles: no level can be told apart.',
      );
    const pooled = fitRatings(
      rated.filter(({ respondent }) => people.some((each) => each.respondent === respondent)),
      design,
    );
    const importances = people.map(({ importance }) => importance);
    const attributes = attributeWorths(design, { pooled, importances, level: given.level });
    const shares = sharesOf(
      people.map(({ partWorths: own, intercept }) =>
        given.simulate.map((product, at) => intercept + utilityOf(own, product, `simulate.${at}`)),
      ),
      people.map(() => 1),
    );
    return {
      intercept: pooled.coefficients[0]!,
      attributes,
      rSquared: finite(pooled.rSquared),
      residualStandardError: finite(pooled.sigma),
      respondents: people,
      simulation: given.simulate.map((product, at) => ({
        product: at + 1,
        meanUtility:
          people.reduce(
            (sum, { partWorths: own, intercept }) => sum + intercept + utilityOf(own, product, `simulate.${at}`),
            0,
          ) / people.length,
        firstChoice: shares.firstChoice[at]!,
        logit: shares.logit[at]!,
        bradleyTerryLuce: shares.bradleyTerryLuce?.[at] ?? null,
      })),
      bradleyTerryLucePersons: given.simulate.length > 0 ? shares.bradleyTerryLucePersons : null,
      warnings: warningsOf(people, given.ratings.length, design),
      reading: people.every(isIndifferent) ? INDIFFERENT : readingOf(attributes, people.length),
      picture: pictureOf(attributes),
    };
  },
});

const INDIFFERENT = 'All profiles were rated alike, so these ratings do not tell what matters.';

/** All ratings of the person are the same. */
const isIndifferent = ({ rSquared }: Person) => rSquared === null;

function ratedOf(ratings: readonly (readonly (number | null)[])[], { rows }: ProfileDesign): Rated[] {
  ratings.forEach((row, at) => {
    if (row.length !== rows.length)
      throw new MethodProblem(
        'lengths-differ',
        `ratings.${at}`,
        `Give ${rows.length} ratings, one a profile (null for none).`,
      );
  });
  if (!ratings.some((row) => row.some((rating) => rating !== null)))
    throw new MethodProblem('no-ratings', 'ratings', 'Give at least one respondent’s ratings.');
  return ratings.map((row, at) => ({ respondent: at + 1, row }));
}

function warningsOf(people: readonly Person[], asked: number, design: ProfileDesign): Warning[] {
  const warnings: Warning[] = [];
  if (people.length < asked)
    warnings.push({
      id: 'respondents-left-out',
      text: `${asked - people.length} respondents rated too few different profiles and were left out.`,
    });
  if (design.rows.length === design.columns + 1)
    warnings.push({
      id: 'no-spare-ratings',
      text: 'Add profiles: with as many ratings as coefficients, every fit is perfect.',
    });
  if (people.every(isIndifferent))
    warnings.push({
      id: 'ratings-alike',
      text: 'Each person rated all profiles alike: ask for a ranking, or show profiles that differ more.',
    });
  const fits = people.flatMap(({ rSquared }) => (rSquared === null ? [] : [rSquared]));
  if (fits.length > 0 && fits.reduce((sum, value) => sum + value, 0) / fits.length < 0.5)
    warnings.push({
      id: 'poor-fit',
      text: 'The attributes explain less than half of how a person’s ratings vary: look for missing attributes or careless answers.',
    });
  return warnings;
}

type Attributes = ReturnType<typeof attributeWorths>;

function readingOf(attributes: Attributes, people: number): string {
  const ordered = [...attributes].sort((a, b) => b.importance - a.importance);
  const first = ordered[0]!;
  const best = [...first.partWorths].sort((a, b) => b.utility - a.utility)[0]!;
  return `To ${people === 1 ? 'one respondent' : `${people} respondents`} ${first.name} matters most (${(first.importance * 100).toFixed(0)} % of what the attributes can move); on the whole its best level is ${best.level}.`;
}

function pictureOf(attributes: Attributes) {
  return {
    kind: 'intervals' as const,
    title: 'Part-worths',
    x: 'Attribute and level',
    y: 'Utility against the attribute’s mean, in rating points',
    series: attributes.map(({ name, partWorths: worths }) => ({
      name,
      x: worths.map(({ level }) => level),
      y: worths.map(({ utility }) => utility),
      low: worths.map(({ low }) => low),
      high: worths.map(({ high }) => high),
    })),
  };
}
