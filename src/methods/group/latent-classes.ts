import { z } from 'zod';
import { defineMethod, report, type Warning } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { type AnswerTable, answerTable } from './answer-table.ts';
import { latentClassErrors } from './latent-class-errors.ts';
import { latentClassFit } from './latent-class-fit.ts';
import { type LatentClasses, searchClasses } from './latent-class-search.ts';

const FUZZY_ENTROPY = 0.6;
const SURE_AGREEMENT = 0.1;
const SMALL_CLASS = 0.05;

const answer = z.union([z.string(), z.number(), z.null()]);
const fit = {
  k: z.int().describe('Number of classes.'),
  logLikelihood: z.number(),
  parameters: z.int(),
  aic: z.number(),
  bic: z.number(),
  gSquared: z.number().nullable().describe('Likelihood ratio against the saturated table; null with missing answers.'),
  chiSquared: z.number().nullable().describe('Pearson’s, unseen patterns included; null with missing answers.'),
  residualDegreesOfFreedom: z.int().describe('min(rows, possible patterns - 1) less parameters.'),
  entropy: z
    .number()
    .nullable()
    .describe('Relative entropy: 1 when every row is sure of its class, 0 when none is; null for one class.'),
  agreement: z.number().describe('Share of the random starts that reached this likelihood (to 0.001).'),
};
const latentClass = z.object({
  class: z.int().describe('1 is the largest.'),
  share: z.number(),
  shareStandardError: z
    .number()
    .nullable()
    .describe('From the score outer product; null on the boundary or where not to be had.'),
  predictedShare: z.number().describe('Share of rows whose likeliest class this is.'),
  probabilities: z
    .record(
      z.string(),
      z.array(z.object({ category: z.string(), probability: z.number(), standardError: z.number().nullable() })),
    )
    .describe('For each item, how likely each answer is in this class.'),
});

const inputs = z.object({
  responses: z
    .array(z.array(answer))
    .min(2, 'Give at least two rows.')
    .describe(
      'One row a person (or an answer pattern, with `counts`), one entry an item: the category chosen, text or number; null where missing.',
    ),
  items: z.array(z.string()).optional().describe('Names of the items.'),
  counts: z.array(z.number().gt(0)).optional().describe('How many people each row stands for; one where not given.'),
  classes: z
    .int()
    .min(1)
    .max(20)
    .optional()
    .describe('Number of classes; where not given, the best by BIC from 1 to `mostClasses`.'),
  mostClasses: z.int().min(1).max(20).default(5).describe('How far to look where `classes` is not given.'),
  starts: z.int().min(1).max(1000).default(40).describe('Random starts for each number of classes.'),
  missing: z
    .enum(['use', 'drop'])
    .default('use')
    .describe('use: rows with missing answers count for what they answered. drop: they are left out, as poLCA does.'),
});

/**
 * Latent classes: groups of people who answer categorical questions alike, found from the pattern of answers.
 *
 * @throws MethodProblem `rows-differ`, `lengths-differ`, `item-constant`, `too-large`, `no-answers`.
 * @example
 * latentClasses.run(latentClasses.inputs.parse({ responses: [[1, 1], [0, 0]], counts: [30, 20], classes: 1 })).classes[0].share; // 1
 */
export const latentClasses = defineMethod({
  name: 'latent-classes',
  field: 'group',
  title: 'Latent class analysis',
  summary:
    'Finds groups of people who answer yes/no or multiple-choice questions alike, how large each is and how sure each person’s place is.',
  whenToUse: ['Segments from categorical answers: needs ticked, features used, attitudes agreed with.'],
  whenNot: [
    'Numeric measures: use k-means or Ward.',
    'Below a few hundred answers with many items: classes will not repeat.',
  ],
  assumes: [
    'Within a class, answers to different items are independent (look at G² and chi-square).',
    'Missing answers, where used, are missing at random (not checked).',
  ],
  formula:
    '`P(answers) = sum over classes of share · product over items of P(answer | class)`; maximised by EM, extrapolated (SQUAREM), from many starts. `BIC = -2 logL + parameters · log(n)`.',
  source: [
    'Lazarsfeld, P. & Henry, N. (1968), Latent Structure Analysis; Goodman, L. (1974), Biometrika 61.',
    'Linzer, D. & Lewis, J. (2011), poLCA, Journal of Statistical Software 42(10).',
    'Varadhan, R. & Roland, C. (2008), Simple and globally convergent methods for accelerating EM, Scandinavian Journal of Statistics 35.',
  ],
  verified:
    'poLCA 1.6.0.2 on Agresti’s carcinoma ratings with 2, 3 and 4 classes: log-likelihood, AIC, BIC, G², chi-square to 1e-6, shares and probabilities to 1e-3; recovery of simulated classes.',
  cost: 'O(starts · steps · different patterns · items · classes)',
  warns: {
    'boundary-solution': 'Some probabilities are estimated as 0 or 1 and have no standard error.',
    'unstable-solution': 'Fewer than one start in ten found the best likelihood.',
    'not-converged': 'EM met its cap of steps.',
    'not-identified': 'More parameters than the table of answers can tell.',
    'fuzzy-classes': 'Relative entropy below 0.6: many people could as well be in another class.',
    'small-class': 'A class holds less than 5 % of the people.',
    'rows-left-out': 'Rows without any answer, or with missing answers where those are dropped.',
  },
  heavy: true,
  inputs,
  result: z.object({
    ...fit,
    suggestedClasses: z.int().nullable().describe('Lowest BIC among those tried; null where a number was asked for.'),
    tried: z.array(z.object(fit)),
    classes: z.array(latentClass).describe('Largest first.'),
    rows: z
      .array(z.object({ class: z.int().nullable(), probabilities: z.array(z.number()) }))
      .describe(
        'For each row: its likeliest class and the probability of each; null and empty where the row was left out.',
      ),
    people: z.number().describe('Rows used, by their counts.'),
    ...report,
  }),
  example: {
    about:
      'Which marketing programs member companies call valuable: 119 answers to four yes/no items, as patterns with counts.',
    source: 'CNCF member marketing survey 2020, github.com/cncf/surveys, Apache-2.0.',
    inputs: {
      items: ['KubeCon', 'Webinars', 'Kubernetes blog', 'Case studies'],
      responses: [
        ['no', 'no', 'no', 'no'],
        ['no', 'no', 'no', 'yes'],
        ['no', 'no', 'yes', 'no'],
        ['no', 'no', 'yes', 'yes'],
        ['no', 'yes', 'no', 'no'],
        ['no', 'yes', 'no', 'yes'],
        ['no', 'yes', 'yes', 'no'],
        ['no', 'yes', 'yes', 'yes'],
        ['yes', 'no', 'no', 'no'],
        ['yes', 'no', 'no', 'yes'],
        ['yes', 'no', 'yes', 'no'],
        ['yes', 'no', 'yes', 'yes'],
        ['yes', 'yes', 'no', 'no'],
        ['yes', 'yes', 'no', 'yes'],
        ['yes', 'yes', 'yes', 'no'],
        ['yes', 'yes', 'yes', 'yes'],
      ],
      counts: [8, 6, 3, 3, 3, 3, 1, 8, 23, 3, 7, 6, 10, 3, 13, 19],
    },
  },
  run(given, how = {}) {
    const table = answerTable(given);
    const { patterns, people } = table;
    const random = randomFrom(how.seed);
    const wanted =
      given.classes === undefined ? Array.from({ length: given.mostClasses }, (_, at) => at + 1) : [given.classes];
    const tried = wanted.map((k, at) => {
      const onStart = (start: number) => how.progress?.((at + start / given.starts) / wanted.length);
      const found = searchClasses(patterns, k, { starts: given.starts, random, onStart });
      return { found, ...latentClassFit(table, found) };
    });
    const best = tried.reduce((sofar, next) => (next.bic < sofar.bic ? next : sofar));
    const { found, ...numbers } = best;
    const rows = table.patternOf.map((pattern) => rowOf(found, pattern));
    const classes = classesOf(table, found);
    return {
      ...numbers,
      suggestedClasses: given.classes === undefined ? best.k : null,
      tried: tried.map(({ found: _, ...rest }) => rest),
      classes,
      rows,
      people,
      warnings: warningsOf(table, { best, classes, starts: given.starts }),
      reading: readingOf(best, classes, given.classes === undefined),
      picture: pictureOf(classes),
    };
  },
});

type LatentClass = z.infer<typeof latentClass>;
type Fit = ReturnType<typeof latentClassFit>;

function rowOf({ posterior, shares }: LatentClasses, pattern: number) {
  if (pattern < 0) return { class: null, probabilities: [] };
  const probabilities = Array.from(posterior.subarray(pattern * shares.length, (pattern + 1) * shares.length));
  return { class: probabilities.indexOf(Math.max(...probabilities)) + 1, probabilities };
}

function classesOf({ patterns, items, categories, people }: AnswerTable, found: LatentClasses): LatentClass[] {
  const errors = latentClassErrors(patterns, found);
  const predicted = new Float64Array(found.shares.length);
  patterns.counts.forEach((count, pattern) => {
    predicted[(rowOf(found, pattern).class ?? 1) - 1]! += count / people;
  });
  return Array.from(found.shares, (share, at) => ({
    class: at + 1,
    share,
    shareStandardError: errors.shares[at]!,
    predictedShare: predicted[at]!,
    probabilities: Object.fromEntries(
      items.map((item, place) => [
        item,
        categories[place]!.map((category, answered) => {
          const cell = at * patterns.cells + patterns.offsets[place]! + answered;
          return { category, probability: found.probabilities[cell]!, standardError: errors.probabilities[cell]! };
        }),
      ]),
    ),
  }));
}

function warningsOf(
  table: AnswerTable,
  { best, classes, starts }: { best: Fit & { found: LatentClasses }; classes: readonly LatentClass[]; starts: number },
): Warning[] {
  const { found, residualDegreesOfFreedom, entropy, k } = best;
  const warnings: Warning[] = [];
  const warn = (holds: boolean, id: string, text: string) => {
    if (holds) warnings.push({ id, text });
  };
  warn(table.leftOut > 0, 'rows-left-out', `${table.leftOut} rows lack answers and were left out.`);
  warn(
    !found.converged,
    'not-converged',
    'The likelihood still rose when the search stopped: the data may be too few for so many classes.',
  );
  warn(
    k > 1 && found.agreement < SURE_AGREEMENT && starts > 1 / SURE_AGREEMENT,
    'unstable-solution',
    'Few starts found this solution: take more starts, or fewer classes.',
  );
  warn(
    residualDegreesOfFreedom < 0,
    'not-identified',
    'There are more parameters than the table can tell: ask for fewer classes.',
  );
  warn(
    k > 1 && found.probabilities.some((p) => p < 1e-4 || p > 1 - 1e-4),
    'boundary-solution',
    'Some answers are certain within a class: fewer classes or more people would be safer.',
  );
  warn(
    (entropy ?? 1) < FUZZY_ENTROPY,
    'fuzzy-classes',
    'Many people could as well belong elsewhere: use their probabilities, not their class.',
  );
  warn(
    classes.some(({ share }) => share < SMALL_CLASS),
    'small-class',
    'A class is under 5 %: check that it repeats in other data.',
  );
  return warnings;
}

function readingOf({ k, bic }: Fit, classes: readonly LatentClass[], suggested: boolean): string {
  const shares = classes.map(({ share }) => `${(share * 100).toFixed(0)} %`).join(', ');
  const [first] = classes;
  const marks = Object.entries(first?.probabilities ?? {}).map(([item, options]) => {
    const [top] = [...options].sort((a, b) => b.probability - a.probability);
    return `${item} = ${top?.category} (${((top?.probability ?? 0) * 100).toFixed(0)} %)`;
  });
  const chosen = suggested ? `${k} classes fit best (BIC ${bic.toFixed(1)})` : `${k} classes (BIC ${bic.toFixed(1)})`;
  return `${chosen}, of ${shares} of the people. The largest is marked by ${marks.slice(0, 4).join(', ')}.`;
}

/** The chance of each item's last category, a line a class. */
function pictureOf(classes: readonly LatentClass[]) {
  return {
    kind: 'lines' as const,
    title: 'Answers by class',
    x: 'Item (its last category)',
    y: 'Probability within the class (0 to 1)',
    series: classes.map(({ class: number, share, probabilities }) => ({
      name: `Class ${number} (${(share * 100).toFixed(0)} %)`,
      x: Object.entries(probabilities).map(([item, options]) => `${item}: ${options.at(-1)?.category}`),
      y: Object.values(probabilities).map((options) => options.at(-1)?.probability ?? null),
    })),
  };
}
