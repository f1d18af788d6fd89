import { z } from 'zod';
import { defineMethod, MethodProblem, report, type Warning } from '../method.ts';
import { momentsOf, type SampleMoments, welchDifference } from '../numeric/sample-mean.ts';
import { shareDifference } from '../numeric/share-difference.ts';
import { listed } from '../plain-words.ts';
import { telcoCustomers } from './telco-customers.example.ts';

const SMALL_SEGMENT = 30;
/** Every segment is compared on every variable: names of people in place of segments would never end. */
const MOST_SEGMENTS = 200;
const MOST_CATEGORIES = 100;
/** More segments than this make no sentence. */
const SEGMENTS_SAID = 8;

const mark = z.object({
  variable: z.string(),
  category: z.string().nullable().describe('The answer whose share is compared; null for a mean.'),
  measure: z.enum(['mean', 'share']),
  value: z.number().describe('Mean, or share (0 to 1), within the segment.'),
  rest: z.number().describe('The same over everybody else.'),
  difference: z.number().describe('Value less rest.'),
  low: z
    .number()
    .nullable()
    .describe('Of the difference: Welch for means, Newcombe for shares; null where not to be had.'),
  high: z.number().nullable(),
  p: z.number().nullable().describe('Two-sided: Welch’s t, or the z test of two shares.'),
  adjustedP: z.number().nullable().describe('Holm’s, over all comparisons of the table.'),
  effectSize: z
    .number()
    .nullable()
    .describe(
      'Means: difference by the pooled standard deviation (Cohen’s d). Shares: difference of arcsines (Cohen’s h). 0.2 small, 0.5 middling, 0.8 large.',
    ),
  index: z.number().nullable().describe('Value by that of all people, times 100; null where that is zero or negative.'),
  answers: z.int().describe('Rows of the segment with an answer.'),
});

const inputs = z.object({
  segments: z
    .array(z.union([z.string(), z.number()]))
    .min(2, 'Give at least two rows.')
    .describe('Segment of each row.'),
  variables: z
    .record(
      z.string(),
      z.union([z.array(z.number().nullable()), z.array(z.union([z.string(), z.boolean()]).nullable())]),
    )
    .refine((columns) => Object.keys(columns).length > 0, 'Give at least one variable.')
    .describe(
      'Each variable a column, one entry a row, null where missing. Numbers are compared by mean; text and true/false by the share of each answer.',
    ),
  level: z.number().gt(0).lt(1).default(0.95).describe('Coverage of the intervals.'),
});

/**
 * What sets each segment apart: mean or share of every variable against everybody else.
 *
 * @throws MethodProblem `lengths-differ`, `one-segment`, `no-answers`.
 * @example
 * segmentProfile.run(segmentProfile.inputs.parse({ segments: ['a', 'a', 'b', 'b'], variables: { visits: [1, 2, 8, 9] } })).segments[0].marks[0].difference; // -7
 */
export const segmentProfile = defineMethod({
  name: 'segment-profile',
  field: 'group',
  title: 'Segment profile',
  summary: 'What sets each segment apart from everybody else, how sure that is, and which differences are large.',
  whenToUse: ['After any segmentation: to name segments and to say who is in them.'],
  whenNot: ['As proof that segments exist: variables they were made from differ by construction.'],
  assumes: ['Rows are independent (not checked).', 'At least 30 answers in a segment for the intervals (checked).'],
  formula:
    'Mean (or share) within the segment less that over all others; Welch’s interval for means, Newcombe’s for shares; p-values by Holm over the whole table.',
  source: [
    'Welch, B. (1947), Biometrika 34; Newcombe, R. (1998), Statistics in Medicine 17:873.',
    'Cohen, J. (1988), Statistical Power Analysis; Holm, S. (1979), Scandinavian Journal of Statistics 6.',
  ],
  verified:
    'R t.test on the sleep data (Student 1908) and Newcombe’s printed interval (56/70 against 48/80); hand-computed effect sizes and Holm steps.',
  cost: 'O(rows · variables · segments)',
  warns: {
    'small-segment': 'A segment of fewer than 30 rows.',
    'variables-constant': 'Variables that do not vary tell segments apart no more.',
  },
  inputs,
  result: z.object({
    segments: z.array(
      z.object({
        segment: z.string(),
        rows: z.int(),
        share: z.number(),
        marks: z.array(mark).describe('Largest effect first.'),
      }),
    ),
    ...report,
  }),
  example: {
    about: 'Forty customers of a telecommunications company by contract: tenure, monthly charges and internet service.',
    source:
      'IBM telco customer churn sample (first forty rows), github.com/IBM/telco-customer-churn-on-icp4d, Apache-2.0.',
    inputs: {
      segments: telcoCustomers.map(({ contract }) => contract),
      variables: {
        tenure: telcoCustomers.map(({ tenure }) => tenure),
        monthlyCharges: telcoCustomers.map(({ monthlyCharges }) => monthlyCharges),
        internet: telcoCustomers.map(({ internet }) => internet),
      },
    },
  },
  run({ segments: given, variables, level }) {
    const names = [...new Set(given.map(String))];
    if (names.length < 2) throw new MethodProblem('one-segment', 'segments', 'Give at least two segments to compare.');
    if (names.length > MOST_SEGMENTS)
      throw new MethodProblem(
        'too-many-segments',
        'segments',
        `There are ${names.length} different segments; compare at most ${MOST_SEGMENTS}.`,
      );
    const columns = Object.entries(variables).flatMap(([name, column]) => comparedColumns(name, column, given.length));
    const segments = names.map((segment) => {
      const inside = given.map((own) => String(own) === segment);
      const rows = inside.filter(Boolean).length;
      const marks = columns.flatMap((column) => markOf(column, inside, level));
      return { segment, rows, share: rows / given.length, marks };
    });
    const adjusted = holm(segments.flatMap(({ marks }) => marks.map(({ p }) => p)));
    let at = 0;
    const profiled = segments.map((each) => ({
      ...each,
      marks: each.marks
        .map((own) => ({ ...own, adjustedP: adjusted[at++] ?? null }))
        .sort((a, b) => Math.abs(b.effectSize ?? 0) - Math.abs(a.effectSize ?? 0)),
    }));
    return {
      segments: profiled,
      warnings: warningsOf(profiled, columns),
      reading: readingOf(profiled),
      picture: {
        kind: 'bars' as const,
        title: 'What sets each segment apart',
        x: 'Variable (and answer)',
        y: 'Effect size (Cohen’s d or h)',
        series: profiled.map(({ segment, marks }) => ({
          name: segment,
          x: marks.map(nameOf),
          y: marks.map(({ effectSize }) => effectSize),
        })),
        marks: [{ axis: 'y' as const, at: 0, label: 'as everybody else' }],
      },
    };
  },
});

type Mark = z.infer<typeof mark>;

interface ComparedColumn {
  readonly variable: string;
  /** null: means are compared. */
  readonly category: string | null;
  /** Numbers; or 1 where the answer is the category and 0 where it is another. */
  readonly values: readonly (number | null)[];
}

function comparedColumns(
  variable: string,
  column: readonly (number | string | boolean | null)[],
  rows: number,
): ComparedColumn[] {
  const field = `variables.${variable}`;
  if (column.length !== rows) throw new MethodProblem('lengths-differ', field, `Give ${rows} entries, one a row.`);
  const answers = column.filter((value) => value !== null);
  if (answers.length === 0) throw new MethodProblem('no-answers', field, `Leave ${variable} out: nobody answered.`);
  if (answers.every((value) => typeof value === 'number'))
    return [{ variable, category: null, values: column.map((value) => (value === null ? null : Number(value))) }];
  const categories = [...new Set(answers.map(String))].sort();
  if (categories.length > MOST_CATEGORIES)
    throw new MethodProblem(
      'too-many-categories',
      field,
      `${variable} has ${categories.length} different answers; group them into at most ${MOST_CATEGORIES}, or leave it out.`,
    );
  const shown = categories.length === 2 && categories[0] === 'false' ? ['true'] : categories;
  return shown.map((category) => ({
    variable,
    category,
    values: column.map((value) => (value === null ? null : String(value) === category ? 1 : 0)),
  }));
}

/** Nothing where nobody in the segment, or nobody else, answered. */
function markOf(
  { variable, category, values }: ComparedColumn,
  inside: readonly boolean[],
  level: number,
): Omit<Mark, 'adjustedP'>[] {
  const pick = (wanted: boolean) =>
    values.flatMap((value, row) => (value !== null && inside[row] === wanted ? [value] : []));
  const [own, others] = [pick(true), pick(false)];
  if (own.length === 0 || others.length === 0) return [];
  const [one, rest] = [momentsOf(own), momentsOf(others)];
  const all = (one.mean * one.count + rest.mean * rest.count) / (one.count + rest.count);
  const compared = category === null ? meansCompared(one, rest, level) : sharesCompared(one, rest, level);
  return [
    {
      variable,
      category,
      measure: category === null ? ('mean' as const) : ('share' as const),
      value: one.mean,
      rest: rest.mean,
      difference: one.mean - rest.mean,
      ...compared,
      index: all > 0 ? (100 * one.mean) / all : null,
      answers: own.length,
    },
  ];
}

function meansCompared(one: SampleMoments, rest: SampleMoments, level: number) {
  const welch = one.count > 1 && rest.count > 1 ? welchDifference(one, rest, level) : null;
  const pooled = ((one.count - 1) * one.variance + (rest.count - 1) * rest.variance) / (one.count + rest.count - 2);
  return {
    low: welch?.low ?? null,
    high: welch?.high ?? null,
    p: welch?.p ?? null,
    effectSize: pooled > 0 ? (one.mean - rest.mean) / Math.sqrt(pooled) : null,
  };
}

function sharesCompared(one: SampleMoments, rest: SampleMoments, level: number) {
  const counted = ({ count, mean }: SampleMoments) => ({ successes: Math.round(count * mean), trials: count });
  const { low, high, p } = shareDifference(counted(one), counted(rest), level);
  return { low, high, p, effectSize: 2 * Math.asin(Math.sqrt(one.mean)) - 2 * Math.asin(Math.sqrt(rest.mean)) };
}

/** Each p times how many are as small or larger, never below the one before. */
function holm(ps: readonly (number | null)[]): (number | null)[] {
  const order = [...ps.keys()].filter((at) => ps[at] !== null).sort((a, b) => (ps[a] ?? 0) - (ps[b] ?? 0));
  const adjusted: (number | null)[] = ps.map(() => null);
  let highest = 0;
  order.forEach((at, place) => {
    highest = Math.max(highest, Math.min(1, (ps[at] ?? 0) * (order.length - place)));
    adjusted[at] = highest;
  });
  return adjusted;
}

function nameOf({ variable, category }: Pick<Mark, 'variable' | 'category'>): string {
  return category === null ? variable : `${variable}: ${category}`;
}

function warningsOf(
  segments: readonly { segment: string; rows: number }[],
  columns: readonly ComparedColumn[],
): Warning[] {
  const small = segments.filter(({ rows }) => rows < SMALL_SEGMENT).map(({ segment }) => segment);
  const constant = columns
    .filter(({ values }) => new Set(values.filter((value) => value !== null)).size < 2)
    .map(nameOf);
  return [
    ...(small.length > 0
      ? [{ id: 'small-segment', text: `Fewer than ${SMALL_SEGMENT} rows in ${listed(small)}: intervals are rough.` }]
      : []),
    ...(constant.length > 0
      ? [{ id: 'variables-constant', text: `${listed(constant)} do not vary: leave them out.` }]
      : []),
  ];
}

function readingOf(segments: readonly { segment: string; share: number; marks: readonly Mark[] }[]): string {
  const largest = segments.toSorted((a, b) => b.share - a.share).slice(0, SEGMENTS_SAID);
  const said = largest.length < segments.length ? largest : segments;
  const more = segments.length - said.length;
  return said.map(sentenceOf).join(' ') + (more > 0 ? ` ${more} smaller segments are in the table.` : '');
}

function sentenceOf({ segment, share, marks }: { segment: string; share: number; marks: readonly Mark[] }): string {
  const clear = marks.filter(({ adjustedP }) => adjustedP !== null && adjustedP < 0.05).slice(0, 3);
  const told = clear.map((own) => {
    const say = (value: number) => (own.measure === 'share' ? `${(value * 100).toFixed(0)} %` : value.toPrecision(3));
    return `${nameOf(own)} ${say(own.value)} against ${say(own.rest)}`;
  });
  const head = `${segment} (${(share * 100).toFixed(0)} %)`;
  return told.length > 0 ? `${head}: ${told.join('; ')}.` : `${head}: nothing clearly apart from everybody else.`;
}
