/**
 * The tools an agent is offered, printed from the operations. The plain verbs of the kinds are folded into one tool a verb that
 * takes the kind, because an agent reads every tool before it acts: 36 nouns times 7 verbs would drown the rest.
 */
import { z } from 'zod';
import { type AnyOperation, invalidInput, itemNotFound, type Model, unknownKind } from '../../../line/index.ts';

/** A tool as the protocol lists it, and how a call of it becomes a call of an operation. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: { readonly type: 'object'; readonly [key: string]: unknown };
  readonly annotations: {
    readonly readOnlyHint: boolean;
    readonly destructiveHint: boolean;
    readonly idempotentHint: boolean;
    readonly openWorldHint: false;
  };
  /** What decides which scope a key needs for it. */
  readonly demand: Pick<AnyOperation, 'effect' | 'may'>;
  /** @throws input.invalid, kind.unknown, item.not-found */
  operationFor(input: Readonly<Record<string, unknown>>): { readonly operation: AnyOperation; readonly input: unknown };
}

/** `listOutOfStep` -> `list_out_of_step`: one search finds every door. */
export function toolName(operation: string): string {
  return operation.replaceAll(/([A-Z])/g, '_$1').toLowerCase();
}

/** Verbs whose second run leaves everything as the first did; of any other an agent is not told that it may just try again. */
const SAME_TWICE = new Set([
  'archive',
  'confirm',
  'delete',
  'erase',
  'link',
  'load',
  'mute',
  'read',
  'remove',
  'restore',
  'revoke',
  'unlink',
  'unmute',
  'update',
]);

function annotationsOf(operation: Pick<AnyOperation, 'effect' | 'name'>): Tool['annotations'] {
  const isRead = operation.effect === 'read';
  return {
    readOnlyHint: isRead,
    destructiveHint: operation.effect === 'destroy',
    idempotentHint: isRead || SAME_TWICE.has(toolName(operation.name).split('_')[0] ?? ''),
    openWorldHint: false,
  };
}

function schemaOf(operation: AnyOperation): Tool['inputSchema'] {
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any', target: 'draft-7' });
  return { ...schema, type: 'object' };
}

function plainTool(operation: AnyOperation): Tool {
  const name = toolName(operation.name);
  return {
    name,
    title: name.replaceAll('_', ' '),
    description: operation.does,
    inputSchema: schemaOf(operation),
    annotations: annotationsOf(operation),
    demand: operation,
    operationFor: (input) => ({ operation, input }),
  };
}

/** A plain verb of the kinds, and where its operation's input lies in the tool's. */
interface Verb {
  readonly verb: 'list' | 'create' | 'update' | 'archive' | 'restore' | 'bulk';
  readonly does: string;
  readonly takes: 'kind' | 'ref';
}

const VERBS: readonly Verb[] = [
  {
    verb: 'list',
    takes: 'kind',
    does: 'Lists items of a kind, filtered, sorted and in pages. list_kinds says which fields there are.',
  },
  {
    verb: 'create',
    takes: 'kind',
    does: 'Creates an item of a kind: a title is enough. list_kinds says which fields and states it may have.',
  },
  {
    verb: 'update',
    takes: 'ref',
    does: 'Changes fields of an item; null empties one. A material change puts whatever relies on it out of step: ask preview_impact first.',
  },
  {
    verb: 'archive',
    takes: 'ref',
    does: 'Archives an item: it leaves the lists, and whatever relies on it falls out of step. restore_item brings it back.',
  },
  { verb: 'restore', takes: 'ref', does: 'Restores an archived item.' },
  { verb: 'bulk', takes: 'kind', does: 'Writes up to 1,000 items of a kind in one commit, each with its own result.' },
];

const NOT_OWN = new Set(['ref', 'revision', 'answers']);

/** The tools of a product. `getItem` reads any kind, so the reading verb of each kind is left out. */
export function printTools(model: Model, operations: readonly AnyOperation[]): readonly Tool[] {
  const ofKinds = new Map(
    model.kinds.flatMap((kind) => kindRoutes(kind.plural).map((route) => [route, kind.name] as const)),
  );
  const own = operations.filter((operation) => ofKinds.has(routeOf(operation)));
  const byRoute = new Map(own.map((operation) => [routeOf(operation), operation]));
  const rest = operations.filter((operation) => !ofKinds.has(routeOf(operation)) && operation.notAt?.mcp === undefined);
  return [...VERBS.flatMap((verb) => folded(verb, model, byRoute)), ...rest.map(plainTool)];
}

function routeOf(operation: AnyOperation): string {
  return `${operation.rest.method} ${operation.rest.path}`;
}

function kindRoutes(plural: string): readonly string[] {
  return [...VERBS.map(({ verb }) => verbRoute(verb, plural)), `GET /${plural}/{ref}`];
}

function verbRoute(verb: Verb['verb'], plural: string): string {
  if (verb === 'list') return `GET /${plural}`;
  if (verb === 'create') return `POST /${plural}`;
  if (verb === 'update') return `PATCH /${plural}/{ref}`;
  return verb === 'bulk' ? `POST /${plural}/bulk` : `POST /${plural}/{ref}/${verb}`;
}

function folded(
  { verb, does, takes }: Verb,
  model: Model,
  byRoute: ReadonlyMap<string, AnyOperation>,
): readonly Tool[] {
  const operationOf = (plural: string): AnyOperation | undefined => byRoute.get(verbRoute(verb, plural));
  const [sample] = model.kinds.flatMap((kind) => operationOf(kind.plural) ?? []);
  if (sample === undefined) return [];
  const name = verb === 'list' ? 'list_items' : verb === 'bulk' ? 'bulk_items' : `${verb}_item`;
  const subject =
    takes === 'kind' ? { kind: { type: 'string', enum: model.kinds.map((kind) => kind.name) } } : { ref: REF };
  return [
    {
      name,
      title: name.replaceAll('_', ' '),
      description: does,
      inputSchema: {
        type: 'object',
        required: [takes, ...requiredOf(verb)],
        additionalProperties: false,
        properties: { ...subject, ...membersOf(verb, sample) },
      },
      annotations: annotationsOf(sample),
      demand: sample,
      operationFor: (input) => {
        const named = textOf(input, takes);
        const kind = takes === 'kind' ? kindNamed(model, named) : kindOfKey(model, named);
        const operation = operationOf(kind.plural);
        if (operation === undefined) throw unknownKind({ kind: kind.name, field: 'kind' });
        return { operation, input: operationInput(verb, input) };
      },
    },
  ];
}

const REF = { type: 'string', description: 'Key of the item, as FEA-42.' };
const VALUES = {
  type: 'object',
  description: 'Fields by name, as list_kinds describes them.',
  additionalProperties: true,
};

function requiredOf(verb: Verb['verb']): readonly string[] {
  if (verb === 'create' || verb === 'update') return ['values'];
  return verb === 'bulk' ? ['rows'] : [];
}

/** Lists and bulk writes take the same members for every kind; writes take the kind's fields as `values`. */
function membersOf(verb: Verb['verb'], sample: AnyOperation): Readonly<Record<string, unknown>> {
  const properties: Readonly<Record<string, unknown>> = { ...Object(schemaOf(sample).properties) };
  if (verb === 'list' || verb === 'bulk') return properties;
  if (verb === 'create') return { values: VALUES };
  if (verb === 'update')
    return {
      values: VALUES,
      ...Object.fromEntries(Object.entries(properties).filter(([name]) => name !== 'ref' && NOT_OWN.has(name))),
    };
  return {};
}

function operationInput(verb: Verb['verb'], input: Readonly<Record<string, unknown>>): unknown {
  const { kind: _, values, ...rest } = input;
  return verb === 'create' || verb === 'update' ? { ...Object(values), ...rest } : rest;
}

/** @throws input.invalid */
function textOf(input: Readonly<Record<string, unknown>>, field: 'kind' | 'ref'): string {
  const given = input[field];
  if (typeof given === 'string') return given;
  const wanted = field === 'kind' ? 'the name of a kind, as feature' : 'the key of an item, as FEA-42';
  throw invalidInput({ field, expected: `${given === undefined ? 'is missing: ' : ''}must be ${wanted}` });
}

function kindNamed(model: Model, name: string): Model['kinds'][number] {
  return model.kindByPlural(name) ?? model.kind(name);
}

/** Tools name items by key, which says the kind. @throws item.not-found */
function kindOfKey(model: Model, ref: string): Model['kinds'][number] {
  const kind = model.kindByKey(ref.toUpperCase().split('-')[0] ?? '');
  if (kind === undefined) throw itemNotFound({ ref });
  return kind;
}
