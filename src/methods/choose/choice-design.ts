import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import { type DesignAttribute, designAttributes, effectsCoding, orthonormalCoding } from './design-coding.ts';
import { designBlocks, designTasks, levelBalance, levelOverlap, measureDesign } from './design-report.ts';
import { type DesignProblem, searchDesign } from './design-search.ts';
import { type PartWorths, partWorths } from './part-worths.ts';

const POOR_EFFICIENCY = 0.6;
const UNBALANCED = 0.5;
const CERTAIN_CHOICE = 0.9;

const level = z.union([z.string(), z.number()]);
const inputs = z.object({
  attributes: z
    .record(z.string(), z.array(level))
    .refine((given) => Object.keys(given).length > 0, 'Give at least one attribute.')
    .describe('Attribute → its levels.'),
  tasks: z.int().min(1).max(200).describe('How many choice tasks the questionnaire holds (over all blocks).'),
  alternatives: z
    .int()
    .min(2, 'A choice needs two alternatives.')
    .max(10)
    .default(3)
    .describe('Offers in each task, without none of these.'),
  none: z.boolean().default(false).describe('Whether each task also offers none of these.'),
  linear: z
    .array(z.string())
    .default([])
    .describe('Attributes of numbers that will enter the model as one slope, such as price.'),
  priors: partWorths
    .optional()
    .describe('Expected utility of each level, or slope of a linear attribute; none where not given (all 0).'),
  prohibited: z
    .array(z.record(z.string(), level))
    .default([])
    .describe('Combinations that may not be shown together in one offer: {"brand": "Acme", "price": 9}.'),
  blocks: z.int().min(1).default(1).describe('Into how many versions to split the tasks; each respondent answers one.'),
  starts: z.int().min(1).max(1000).default(20).describe('Random starts of the search.'),
});

/**
 * A questionnaire of choices that tells as much as can be about the part-worths (D-efficient).
 *
 * @throws MethodProblem `attribute-constant`, `level-repeats`, `level-not-number`, `level-unknown`, `too-few-tasks`, `too-few-profiles`, `blocks-uneven`, `not-identified`.
 * @example
 * choiceDesign.run(choiceDesign.inputs.parse({ attributes: { price: [5, 9], brand: ['Ada', 'Bix'] }, tasks: 4, alternatives: 2 })).dEfficiency; // 1
 */
export const choiceDesign = defineMethod({
  name: 'choice-design',
  field: 'choose',
  title: 'Design of a choice questionnaire',
  summary: 'Which offers to show together so that few questions tell most about what people value.',
  whenToUse: ['Before a choice-based conjoint study.'],
  whenNot: [
    'For MaxDiff: balanced incomplete blocks of items are simpler.',
    'When interactions of attributes are the question: this design is for main effects.',
  ],
  assumes: [
    'A multinomial logit of main effects will be fitted.',
    'Priors, where given, are roughly right: wrong ones cost efficiency.',
  ],
  formula:
    'Minimises the D-error `det(I)^(-1/k)`, I the information of the multinomial logit of one respondent who answers all tasks. Coordinate exchange from random starts. D-efficiency: against a perfect design with orthonormal contrasts and no priors, `det(I*)^(1/k) / tasks`.',
  source: [
    'Huber, J. & Zwerina, K. (1996), The importance of utility balance in efficient choice designs, Journal of Marketing Research 33.',
    'Meyer, R. & Nachtsheim, C. (1995), The coordinate-exchange algorithm, Technometrics 37.',
    'Kuhfeld, W. (2010), Marketing Research Methods in SAS (relative D-efficiency).',
  ],
  verified:
    'Known optima: foldover pairs of two-level attributes, one level each of three-level attributes in threes and Street and Burgess’ 3^3 designs reach D-efficiency 1; brute force over all questionnaires of small problems, with and without priors.',
  cost: 'O(starts · passes · tasks · alternatives · levels · coefficients³)',
  warns: {
    'low-efficiency': 'D-efficiency below 0.6: too few tasks, prohibitions or the option of none bind.',
    'unbalanced-levels': 'Some level is shown at most half as often as its attribute’s mean.',
    'certain-choices': 'By the priors some offer wins its task nearly always: such a task tells little.',
  },
  heavy: true,
  inputs,
  result: z.object({
    tasks: z.array(
      z.object({
        task: z.int(),
        block: z.int(),
        alternatives: z.array(z.record(z.string(), level)),
        probabilities: z.array(z.number()).describe('By the priors, none of these last where offered.'),
      }),
    ),
    dError: z
      .number()
      .describe('With effects coding, at the priors, for one respondent who answers all tasks. Smaller is better.'),
    dErrorWithoutPriors: z.number(),
    dEfficiency: z
      .number()
      .describe(
        '0 to 1, without priors, against a perfect orthogonal design without the option of none (that shows the ends alone of a linear attribute).',
      ),
    coefficients: z
      .array(z.object({ name: z.string(), standardError: z.number() }))
      .describe('Effects-coded; standard error with one respondent: divide by the root of how many will answer.'),
    levelBalance: z
      .array(z.object({ attribute: z.string(), level: z.string(), shown: z.int() }))
      .describe('How often each level is shown.'),
    overlap: z
      .array(z.object({ attribute: z.string(), share: z.number() }))
      .describe('Share of tasks in which two alternatives have the same level.'),
    ...report,
  }),
  example: {
    about:
      'Twelve tasks of three plans for a hosted tool, on price, support and storage; the largest storage is not sold at the lowest price.',
    source: 'An illustration.',
    inputs: {
      attributes: {
        price: [9, 19, 29],
        support: ['forum', 'e-mail', 'telephone'],
        storage: ['10 GB', '100 GB', '1 TB'],
      },
      tasks: 12,
      alternatives: 3,
      prohibited: [{ price: 9, storage: '1 TB' }],
    },
  },
  run(given, how = {}) {
    const attributes = designAttributes(given.attributes, given.linear);
    const problem = problemOf(given, attributes);
    const random = randomFrom(how.seed);
    const search = searchDesign(problem, { starts: given.starts, random, progress: how.progress });
    if (search === null)
      throw new MethodProblem(
        'too-few-profiles',
        'prohibited',
        'Allow more combinations: the tasks cannot be filled with different offers.',
      );
    const { levels } = search;
    const none = zeroUtilities(attributes);
    const effects = { ...problem, coding: effectsCoding(attributes) };
    const measured = measureDesign(effects, levels);
    const plain = measureDesign({ ...effects, utilities: none }, levels);
    const dEfficiency = 1 / (measureDesign({ ...problem, utilities: none }, levels).dError * given.tasks);
    const balance = levelBalance(problem, attributes, levels);
    const blocks = designBlocks(problem, levels, given.blocks);
    const tasks = designTasks(problem, attributes, levels).map((task, at) => ({
      task: at + 1,
      block: blocks[at]! + 1,
      ...task,
    }));
    return {
      tasks,
      dError: measured.dError,
      dErrorWithoutPriors: plain.dError,
      dEfficiency,
      coefficients: effects.coding.names.map((name, k) => ({ name, standardError: measured.standardErrors[k]! })),
      levelBalance: balance,
      overlap: levelOverlap(problem, attributes, levels),
      warnings: warningsOf(attributes, { dEfficiency, balance, tasks }),
      reading: `${given.tasks} tasks of ${given.alternatives} offers reach ${(dEfficiency * 100).toFixed(0)} % of the information of a perfect design; with 100 respondents the least sure of the ${measured.standardErrors.length} part-worths has a standard error of ${(Math.max(...measured.standardErrors) / 10).toFixed(3)}.`,
      picture: {
        kind: 'bars' as const,
        title: 'How often each level is shown',
        x: 'Level',
        y: 'Times',
        series: attributes.map(({ name }) => {
          const own = balance.filter(({ attribute }) => attribute === name);
          return { name, x: own.map((each) => each.level), y: own.map(({ shown }) => shown) };
        }),
      },
    };
  },
});

type Inputs = z.output<typeof inputs>;

/** The search goes by orthonormal contrasts: the best design is the same in any coding, and none is singular for its unit. */
function problemOf(given: Inputs, attributes: readonly DesignAttribute[]): DesignProblem {
  const { tasks, alternatives, none, blocks } = given;
  const coding = orthonormalCoding(attributes);
  if (tasks % blocks !== 0)
    throw new MethodProblem(
      'blocks-uneven',
      'blocks',
      `Give a number of tasks that ${blocks} blocks can share evenly.`,
    );
  const told = tasks * (none ? alternatives : alternatives - 1);
  if (told < coding.columns)
    throw new MethodProblem(
      'too-few-tasks',
      'tasks',
      `Ask at least ${Math.ceil(coding.columns / (told / tasks))} tasks: there are ${coding.columns} part-worths to tell.`,
    );
  for (const name of given.linear)
    if (!attributes.some((attribute) => attribute.name === name))
      throw new MethodProblem('level-unknown', 'linear', `Name an attribute: ${name} is none.`);
  const prohibited = given.prohibited.map((combination, at) =>
    Object.entries(combination).map(([name, value]) =>
      placeOf(attributes, [name, String(value)], `prohibited.${at}.${name}`),
    ),
  );
  return {
    tasks,
    alternatives,
    none,
    coding,
    utilities: given.priors === undefined ? zeroUtilities(attributes) : priorUtilities(attributes, given.priors),
    allowed: (levels) => !prohibited.some((pairs) => pairs.every(({ attribute, at }) => levels[attribute] === at)),
  };
}

function placeOf(attributes: readonly DesignAttribute[], [name, value]: readonly [string, string], field: string) {
  const attribute = attributes.findIndex((each) => each.name === name);
  const at = attributes[attribute]?.levels.findIndex((each) => String(each) === value) ?? -1;
  if (at < 0) throw new MethodProblem('level-unknown', field, 'Name an attribute and one of its levels.');
  return { attribute, at };
}

function zeroUtilities(attributes: readonly DesignAttribute[]): number[][] {
  return attributes.map(({ levels }) => levels.map(() => 0));
}

function priorUtilities(attributes: readonly DesignAttribute[], priors: PartWorths): number[][] {
  for (const name of Object.keys(priors))
    if (!attributes.some((each) => each.name === name))
      throw new MethodProblem('level-unknown', `priors.${name}`, `Name an attribute: ${name} is none.`);
  return attributes.map(({ name, levels }) =>
    levels.map((each) => {
      const prior = priors[name];
      const utility = typeof prior === 'object' ? prior[String(each)] : prior === undefined ? 0 : prior * Number(each);
      if (utility === undefined || !Number.isFinite(utility))
        throw new MethodProblem(
          'level-unknown',
          `priors.${name}`,
          `Give a utility to every level of ${name}, or a slope to numbers.`,
        );
      return utility;
    }),
  );
}

interface Found {
  readonly dEfficiency: number;
  readonly balance: readonly { attribute: string; shown: number }[];
  readonly tasks: readonly { probabilities: readonly number[] }[];
}

function warningsOf(attributes: readonly DesignAttribute[], { dEfficiency, balance, tasks }: Found): Warning[] {
  const warnings: Warning[] = [];
  if (dEfficiency < POOR_EFFICIENCY)
    warnings.push({
      id: 'low-efficiency',
      text: 'Ask more tasks, prohibit less, or drop levels: this design tells little a task.',
    });
  const rare = attributes.filter(({ name, linear }) => {
    const shown = balance.filter(({ attribute }) => attribute === name).map((each) => each.shown);
    const mean = shown.reduce((sum, count) => sum + count, 0) / shown.length;
    return !linear && Math.min(...shown) <= UNBALANCED * mean;
  });
  if (rare.length > 0)
    warnings.push({
      id: 'unbalanced-levels',
      text: `Some levels of ${rare.map(({ name }) => name).join(', ')} are shown rarely: ask more tasks or prohibit less.`,
    });
  const certain = tasks.filter(({ probabilities }) => Math.max(...probabilities) > CERTAIN_CHOICE).length;
  if (certain > 0)
    warnings.push({
      id: 'certain-choices',
      text: `By the priors ${certain} tasks have a winner nearly always: shrink the priors or look at those tasks.`,
    });
  return warnings;
}
