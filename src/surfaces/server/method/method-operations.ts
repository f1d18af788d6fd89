/** Every method as an operation: list them, describe one, and one verb each that runs it. */
import { z } from 'zod';
import { type AnyOperation, nearestTo, operation, viewers } from '../../../line/index.ts';
import { type AnyMethod, METHOD_FIELDS, methodNamed, methods, report } from '../../../methods/index.ts';
import { methodEnded, methodInputsRefused, methodsBusy, methodTooLong, unknownMethod } from './failures.ts';
import type { MethodRunner } from './method-runner.ts';

const TAG = 'Methods';
const may = viewers('run methods of decision science');

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
  run: async (given) => describe(found(z.object({ name: z.string() }).parse(given).name)),
});

/** @throws method.unknown */
export function found(name: string): AnyMethod {
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
  // Each by its own address first: what is left over is a name that there is not.
  return [listMethods, describeMethod, ...methods.map((method) => runOne(method, runner)), runMethod(runner)];
}

const seed = z
  .int()
  .optional()
  .meta({ description: 'For what is drawn at random: the same seed gives the same answer.' });
const FAILURES = [methodInputsRefused, methodsBusy, methodTooLong, methodEnded] as const;
const answered = z.looseObject(report);

const runMethod = (runner: MethodRunner): AnyOperation =>
  operation({
    name: 'runMethod',
    does: 'Runs a method of decision science on data you give it. listMethods names them, describeMethod says what one takes and gives.',
    may,
    effect: 'read',
    rest: { method: 'POST', path: '/methods/{name}', tag: TAG },
    input: z.strictObject({
      name: z.string().max(80).meta({ description: 'Its name, as GET /methods lists it.' }),
      inputs: z.record(z.string(), z.unknown()).meta({ description: 'As describeMethod says.' }),
      seed,
    }),
    output: answered,
    calculates: true,
    failures: [unknownMethod, ...FAILURES],
    example: { name: 'net-promoter-score', inputs: { answers: [10, 9, 7, 3] } },
    run: async (given, { watcher }) => {
      const call = callSchema.extend({ name: z.string() }).parse(given);
      return answered.parse(await runner.run(found(call.name), call.inputs, { seed: call.seed, ...watcher }));
    },
  });

const callSchema = z.object({ inputs: z.unknown(), seed: z.int().optional() });

function runOne(method: AnyMethod, runner: MethodRunner): AnyOperation {
  return operation({
    name: verbOf(method),
    does: `${method.title}. ${method.summary}`,
    may,
    effect: 'read',
    rest: { method: 'POST', path: `/methods/${method.name}`, tag: TAG },
    input: z.strictObject({
      inputs: method.inputs,
      seed,
    }),
    output: method.result,
    calculates: true,
    failures: FAILURES,
    notAt: { mcp: 'run_method runs each of them: an agent reads every tool before it acts.' },
    example: { inputs: method.example.inputs },
    run: async (given, { watcher }) => {
      const { inputs, seed } = callSchema.parse(given);
      return runner.run(method, inputs, { seed, ...watcher });
    },
  });
}

/** @example verbOf(vanWestendorp) // 'runVanWestendorp' */
function verbOf({ name }: AnyMethod): string {
  return `run${name.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}
