/**
 * The verbs of the methods: list them, describe one, run one. The methods themselves are loaded when first asked for: their
 * schemas are a third of what the server would have to read before it answers anything.
 */
import { z } from 'zod';
import { type AnyOperation, nearestTo, operation, viewers } from '../../../line/index.ts';
import { type AnyMethod, METHOD_FIELDS, report } from '../../../methods/method.ts';
import { methodEnded, methodInputsRefused, methodsBusy, methodTooLong, unknownMethod } from './failures.ts';
import type { MethodRunner } from './method-runner.ts';

const TAG = 'Methods';
const may = viewers('run methods of decision science');

const library = () => import('../../../methods/index.ts');

const entry = z.strictObject({
  name: z.string(),
  field: z.enum(METHOD_FIELDS),
  title: z.string(),
  summary: z.string().meta({ description: 'What it tells you.' }),
});

const entryOf = ({ name, field, title, summary }: AnyMethod): z.output<typeof entry> => ({
  name,
  field,
  title,
  summary,
});

const listMethods = operation({
  name: 'listMethods',
  does: 'Lists the methods of decision science: pricing, prioritisation, experiments, retention, forecasts and more, each with what it tells you.',
  may: viewers('see which methods there are'),
  effect: 'read',
  rest: { method: 'GET', path: '/methods', tag: TAG },
  input: z.strictObject({ field: z.enum(METHOD_FIELDS).optional().meta({ description: 'Only those of this field.' }) }),
  output: z.strictObject({ methods: z.array(entry) }),
  calculates: true,
  failures: [],
  example: { field: 'price' },
  run: async (given) => {
    const { field } = listInput.parse(given);
    const { methods } = await library();
    return { methods: methods.filter((method) => field === undefined || method.field === field).map(entryOf) };
  },
});
const listInput = z.object({ field: z.string().optional() });

const schema = z.record(z.string(), z.unknown());
const texts = z.array(z.string());

const describeMethod = operation({
  name: 'describeMethod',
  does: 'Describes a method: when to use it, what it assumes, its formula and sources, the JSON schemas of what it takes and gives, and an example to run.',
  may: viewers('see which methods there are'),
  effect: 'read',
  rest: { method: 'GET', path: '/methods/{name}', tag: TAG },
  input: z.strictObject({ name: z.string().max(80).meta({ description: 'Its name, as GET /methods lists it.' }) }),
  output: z.strictObject({
    ...entry.shape,
    whenToUse: texts,
    whenNot: texts,
    assumes: texts,
    formula: z.string(),
    source: texts,
    verified: z.string(),
    cost: z.string(),
    warns: z.record(z.string(), z.string()),
    inputs: schema,
    result: schema,
    example: z.strictObject({ about: z.string(), source: z.string(), inputs: z.unknown() }),
  }),
  calculates: true,
  failures: [unknownMethod],
  example: { name: 'net-promoter-score' },
  run: async (given) => describe(await found(z.object({ name: z.string() }).parse(given).name)),
});

/** @throws method.unknown */
export async function found(name: string): Promise<AnyMethod> {
  const { methodNamed, methods } = await library();
  const method = methodNamed(name);
  if (method !== undefined) return method;
  const nearest =
    nearestTo(
      name,
      methods.map((one) => one.name),
    ) ?? 'net-promoter-score';
  throw unknownMethod({ field: 'name', method: name, nearest });
}

export function describe(method: AnyMethod) {
  const { whenToUse, whenNot, assumes, formula, source, verified, cost, warns, example } = method;
  const schemaOf = (type: z.ZodType, io: 'input' | 'output') => z.toJSONSchema(type, { io, unrepresentable: 'any' });
  return {
    ...entryOf(method),
    whenToUse: [...whenToUse],
    whenNot: [...whenNot],
    assumes: [...assumes],
    formula,
    source: [...source],
    verified,
    cost,
    warns: { ...warns },
    inputs: { ...schemaOf(method.inputs, 'input') },
    result: { ...schemaOf(method.result, 'output') },
    example: { ...example },
  };
}

/** @example operations.push(...methodOperations(createMethodRunner())); */
export function methodOperations(runner: MethodRunner): readonly AnyOperation[] {
  return [listMethods, describeMethod, runMethod(runner)];
}

const seed = z
  .int('must be a whole number of at most 9,007,199,254,740,991')
  .optional()
  .meta({ description: 'For what is drawn at random: the same seed gives the same answer.' });
const FAILURES = [methodInputsRefused, methodsBusy, methodTooLong, methodEnded] as const;
const answered = z.looseObject(report);
const callSchema = z.object({ name: z.string(), inputs: z.unknown(), seed: z.int().optional() });

/** What is given is checked by the method alone, in its own words and under one id, whichever door it came through. */
const runMethod = (runner: MethodRunner): AnyOperation =>
  operation({
    name: 'runMethod',
    does: 'Runs a method of decision science on data you give it. listMethods names them, describeMethod says what one takes and gives.',
    may,
    effect: 'read',
    rest: { method: 'POST', path: '/methods/{name}', tag: TAG },
    input: z.strictObject({
      name: z.string().max(80).meta({ description: 'Its name, as GET /methods lists it.' }),
      inputs: z
        .looseObject({}, 'must be an object of the inputs that describeMethod names')
        .meta({ description: 'As describeMethod says.' }),
      seed,
    }),
    output: answered,
    calculates: true,
    failures: [unknownMethod, ...FAILURES],
    example: { name: 'net-promoter-score', inputs: { answers: [10, 9, 7, 3] } },
    run: async (given, { watcher }) => {
      const { name, inputs, seed } = callSchema.parse(given);
      return answered.parse(await runner.run(await found(name), inputs, { seed, ...watcher }));
    },
  });

/** One method with schemas of its own, as the API's document has it: `POST /methods/van-westendorp`. */
export type MethodDoor = Omit<AnyOperation, 'run'>;

/** What `runMethod` answers at the address of each method, for the document of the API. */
export async function methodDoors(): Promise<readonly MethodDoor[]> {
  const { methods } = await library();
  return methods.map((method) => ({
    name: verbOf(method),
    does: `${method.title}. ${method.summary}`,
    may,
    effect: 'read',
    rest: { method: 'POST', path: `/methods/${method.name}`, tag: TAG },
    input: z.strictObject({ inputs: method.inputs, seed }),
    output: method.result,
    failures: FAILURES,
    example: { inputs: method.example.inputs },
  }));
}

/** @example verbOf(vanWestendorp) // 'runVanWestendorp' */
function verbOf({ name }: AnyMethod): string {
  return `run${name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}
