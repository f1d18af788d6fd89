/**
 * What every method is: plain values in, an answer out that states its interval, what it assumed, what to beware of, and
 * itself in one plain paragraph. The doors (library, HTTP, agent's tool, terminal, handbook) are all printed from this.
 */

import { z } from 'zod';
import { inputIssue } from './input-issue.ts';
import { unknownInput } from './unknown-input.ts';

/** The rooms of the library, in the order of the handbook. */
export const METHOD_FIELDS = [
  'prioritise',
  'ask',
  'price',
  'choose',
  'group',
  'adopt',
  'retain',
  'compare',
  'cause',
  'attribute',
  'invest',
  'forecast',
  'plan',
  'agree',
  'text',
] as const;
export type MethodField = (typeof METHOD_FIELDS)[number];

/** Something the reader must know before trusting the numbers. The id is stable; the text names the remedy. */
export const warning = z.object({
  id: z.string().describe('Stable, in words: too-few-answers, not-converged, boundary-solution.'),
  text: z.string().describe('What was found and what to do about it.'),
});
export type Warning = z.infer<typeof warning>;

/** An estimate never travels without its interval. */
export const interval = z.object({
  estimate: z.number(),
  low: z.number(),
  high: z.number(),
  level: z.number().describe('Coverage of the interval, 0 to 1.'),
});
export type Interval = z.infer<typeof interval>;

const series = z.object({
  name: z.string(),
  x: z.array(z.union([z.number(), z.string()])).describe('Numbers, ISO dates or names.'),
  y: z.array(z.number().nullable()),
  low: z.array(z.number().nullable()).optional().describe('Lower edge of the band or whisker around y.'),
  high: z.array(z.number().nullable()).optional(),
  draw: z.literal('points').optional().describe('Points alone, in a picture of lines.'),
});

/** The numbers of the method's standard picture; who draws it is not the method's concern. */
export const picture = z.object({
  kind: z.enum(['lines', 'steps', 'bars', 'points', 'intervals']),
  title: z.string(),
  x: z.string().describe('What the horizontal axis shows, with its unit.'),
  y: z.string().describe('What the vertical axis shows, with its unit.'),
  series: z.array(series),
  marks: z
    .array(z.object({ axis: z.enum(['x', 'y']), at: z.union([z.number(), z.string()]), label: z.string() }))
    .optional()
    .describe('Values worth a line of their own: an optimal price, today, a threshold.'),
});
export type Picture = z.infer<typeof picture>;

/** What every answer holds besides its own members. */
export const report = {
  warnings: z.array(warning),
  reading: z.string().describe('The answer in plain language, to be pasted where people decide.'),
  picture,
};

/** How a run is steered. Everything random follows the seed, so the same inputs and seed give the same answer everywhere. */
export interface MethodRun {
  /** A whole number; 1 where none is given. */
  readonly seed?: number;
  /** Told now and then how much of the work is done, 0 to 1. Throwing from it ends the run. */
  readonly progress?: (done: number) => void;
}

export interface Example<Inputs> {
  /** What the data is and what is asked of it, in a sentence. */
  readonly about: string;
  /** Where the data comes from, with its licence. */
  readonly source: string;
  readonly inputs: Inputs;
}

export interface MethodText {
  /** kebab-case, the trade's standard term, unique in the library: `van-westendorp`. */
  readonly name: string;
  readonly field: MethodField;
  readonly title: string;
  /** What it tells you, in one sentence. */
  readonly summary: string;
  readonly whenToUse: readonly string[];
  readonly whenNot: readonly string[];
  /** What must hold for the numbers to mean what they say; say which of it the method checks itself. */
  readonly assumes: readonly string[];
  /** Formula or procedure in words, a few lines of Markdown. */
  readonly formula: string;
  /** Paper, table or book: author (year), title. */
  readonly source: readonly string[];
  /** Which oracle the tests hold it to, at which tolerance. */
  readonly verified: string;
  /** Time and memory in the size of the input: `O(n log n)`. */
  readonly cost: string;
  /** Warning ids it can give, each with its meaning. */
  readonly warns: Readonly<Record<string, string>>;
  /** Loads what is too large to be held before it is asked for; to be awaited before `run`. */
  readonly prepare?: () => Promise<void>;
  /** Work long enough to leave the thread that answers requests. */
  readonly heavy?: true;
}

export interface Method<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> extends MethodText {
  readonly inputs: In;
  readonly result: Out;
  readonly example: Example<z.input<In>>;
  /** Takes inputs as `inputs` has parsed them. Throws `MethodProblem` where they cannot be answered. */
  readonly run: (inputs: z.output<In>, how?: MethodRun) => z.input<Out> | Promise<z.input<Out>>;
}

/**
 * Writes a method down. The types of `run` follow from `inputs` and `result`.
 *
 * @example
 * export const netPromoterScore = defineMethod({ name: 'net-promoter-score', field: 'ask', ... });
 * netPromoterScore.run({ scores: [10, 9, 7, 3] }).score;
 */
export function defineMethod<
  const In extends z.ZodType,
  const Out extends z.ZodType,
  Run extends (inputs: z.output<In>, how?: MethodRun) => z.input<Out> | Promise<z.input<Out>>,
>(
  method: MethodText & { inputs: In; result: Out; example: Example<z.input<In>>; run: Run },
): MethodText & { inputs: In; result: Out; example: Example<z.input<In>>; run: Run } {
  return method;
}

/** Inputs that cannot be answered: which one, and what would be right. */
export class MethodProblem extends Error {
  override readonly name = 'MethodProblem';
  /** Stable, in words: `too-few-answers`. */
  readonly id: string;
  /** The input's name as its schema has it, with a path where it is nested: `channels.2.spend`. */
  readonly field: string;

  constructor(id: string, field: string, remedy: string) {
    super(remedy);
    this.id = id;
    this.field = field;
  }
}

/** A method whose schemas are forgotten: what doors hold in lists. */
export interface AnyMethod extends MethodText {
  readonly inputs: z.ZodType;
  readonly result: z.ZodType;
  readonly example: Example<unknown>;
  run(inputs: unknown, how?: MethodRun): unknown;
}

/**
 * Checks raw inputs, runs the method and checks its answer: what every door calls.
 *
 * @throws MethodProblem `inputs-invalid` naming the first member that does not fit, `input-unknown`, `inputs-too-large`, `no-finite-answer`, and the method's own.
 * @example const answer = await answerMethod(netPromoterScore, { answers: [10, 9, 7, 3] });
 */
export async function answerMethod<M extends AnyMethod>(
  method: M,
  inputs: unknown,
  how: MethodRun = {},
): Promise<z.output<M['result']>> {
  const given = method.inputs.safeParse(inputs);
  if (!given.success) {
    const { field, remedy } = inputIssue(given.error.issues);
    throw new MethodProblem('inputs-invalid', field, remedy);
  }
  const stray = unknownInput(method.inputs, inputs);
  if (stray !== null)
    throw new MethodProblem('input-unknown', stray.path, `There is no such input; there is ${stray.known.join(', ')}.`);
  await method.prepare?.();
  const result: M['result'] = method.result;
  const answer = z.safeParse(result, await runWithin(method, given.data, how));
  if (answer.success) return answer.data;
  const member = answer.error.issues[0]?.path.join('.') ?? '';
  throw new MethodProblem(
    'no-finite-answer',
    '',
    `These inputs have no finite answer (${member}). Look for values that are constant, extreme or contradict each other.`,
  );
}

export const TOO_LARGE =
  'The inputs are more than this method can hold at once. Give it less: a random sample of the rows.';

/** What an engine says where a list, a text or the stack outgrows it. */
const OUTGROWN = /call stack|Invalid (typed )?array (buffer )?length|Invalid string length|allocation failed/i;

async function runWithin(method: AnyMethod, inputs: unknown, how: MethodRun): Promise<unknown> {
  try {
    return await method.run(inputs, how);
  } catch (error) {
    throw error instanceof RangeError && OUTGROWN.test(error.message)
      ? new MethodProblem('inputs-too-large', '', TOO_LARGE)
      : error;
  }
}
