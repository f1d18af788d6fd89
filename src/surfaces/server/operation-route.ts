/** One operation as a REST route: gate, input, run, answer. Reads of the line are answered ready-made while it has not moved. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AnyOperation, Model } from '../../line/index.ts';
import { type LineServer, type Standing, visibilityKey } from '../../line/server.ts';
import type { Identity } from '../../platform/auth/index.ts';
import { memberSchemas, type ReadyAnswer, type ResponseCache, unwrap } from '../../platform/http/index.ts';
import { answerReady, answerWrite, readyAnswer, readyByContent, unchanged } from './answer.ts';
import type { ServerContext } from './call.ts';
import type { Gate } from './gate.ts';
import type { Head, Heads } from './heads.ts';
import { runOnce, type WrittenAnswer } from './idempotency.ts';
import { inputOf, routePattern } from './operation-input.ts';

export interface RouteParts {
  readonly line: LineServer;
  readonly gate: Gate;
  readonly heads: Heads;
  readonly cache: ResponseCache;
  readonly bodyLimitBytes: number;
  /** In development and tests every answer is held against the schema it promises. */
  readonly checkOutputs: boolean;
}

type Handler = (context: ServerContext) => Promise<Response>;

/** The handler of an operation. */
export function operationRoute(operation: AnyOperation, parts: RouteParts): Handler {
  const route = routePattern(operation);
  const answer = operation.effect === 'read' ? reading(operation, parts) : writing(operation, parts);
  return async (context) => {
    context.env.call.route = route;
    return answer(context, await parts.gate.enter(context, operation));
  };
}

type Answering = (context: ServerContext, identity: Identity) => Promise<Response>;

function reading(operation: AnyOperation, parts: RouteParts): Answering {
  const onTheLine = answersFromTheLine(operation, parts.line.model);
  return async (context, { workspaceId, actor }) => {
    const standing = { workspaceId, actor };
    if (!onTheLine)
      return answerReady(context.req.raw, readyByContent(await read(operation, context, standing, parts)));
    const scope = scopeOf(await parts.heads.of(workspaceId), standing);
    if (hasAlready(context, scope.tail)) return unchanged(context.req.header('if-none-match') ?? '');
    const key = `${scope.key}\n${context.req.url}`;
    const ready = parts.cache.get(key) ?? (await readyFor(operation, context, { standing, scope, parts, key }));
    return answerReady(context.req.raw, ready);
  };
}

const LINE_PATHS = new Set([
  '/items/{ref}',
  '/items/{ref}/links',
  '/items/{ref}/trace',
  '/items/{ref}/history',
  '/out-of-step',
  '/findings',
  '/kinds',
]);

/**
 * Does the answer hang on the log alone? So do items, lists and what follows from them: while the sequence stands still the
 * answer does too. Anything that reads other tables is tagged by its content instead.
 */
function answersFromTheLine({ rest }: AnyOperation, model: Model): boolean {
  const [, collection = '', member, more] = rest.path.split('/');
  const ofKind = model.kindByPlural(collection) !== undefined && more === undefined;
  return (
    rest.method === 'GET' && (LINE_PATHS.has(rest.path) || (ofKind && (member === undefined || member === '{ref}')))
  );
}

async function read(
  operation: AnyOperation,
  context: ServerContext,
  standing: Standing,
  parts: RouteParts,
): Promise<string> {
  const input = await inputOf(operation, context, parts.bodyLimitBytes);
  const output = await parts.line.run(operation, input, standing);
  if (parts.checkOutputs) checkOutput(operation, output);
  return JSON.stringify(output);
}

interface AnswerScope {
  /** Everything but the address that the answer depends on. */
  readonly key: string;
  /** The end of the tag. */
  readonly tail: string;
}

/** Days begin on a quarter of an hour in every time zone, so "today" is the same throughout one. */
const QUARTER_HOUR_MS = 900_000;

function scopeOf({ seq, epoch }: Head, { workspaceId, actor }: Standing): AnswerScope {
  const reader = [
    visibilityKey(actor),
    actor.role,
    actor.memberId ?? '',
    Math.floor(Date.now() / QUARTER_HOUR_MS),
  ].join('|');
  const hash = createHash('sha1').update(reader).digest('base64url').slice(0, 8);
  return { key: `${workspaceId}.${seq}.${epoch}.${reader}`, tail: `${seq}.${epoch}.${hash}` };
}

/** A tag ends in the sequence: the same end is the same answer, whatever revision stands before it. */
function hasAlready(context: ServerContext, tail: string): boolean {
  const given = context.req.header('if-none-match');
  return given !== undefined && !given.includes(',') && given.endsWith(`.${tail}"`);
}

interface Making {
  readonly standing: Standing;
  readonly scope: AnswerScope;
  readonly parts: RouteParts;
  readonly key: string;
}

async function readyFor(
  operation: AnyOperation,
  context: ServerContext,
  { standing, scope, parts, key }: Making,
): Promise<ReadyAnswer> {
  const input = await inputOf(operation, context, parts.bodyLimitBytes);
  const output = await parts.line.run(operation, input, standing);
  if (parts.checkOutputs) checkOutput(operation, output);
  const ready = readyAnswer(JSON.stringify(output), `W/"${revisionIn(output) ?? 'list'}.${scope.tail}"`);
  parts.cache.set(key, ready);
  return ready;
}

function writing(operation: AnyOperation, parts: RouteParts): Answering {
  const creates = isCreation(operation);
  return async (context, { workspaceId, actor }) => {
    const input = await inputOf(operation, context, parts.bodyLimitBytes);
    const call = { operation, input, standing: { workspaceId, actor } };
    const key = context.req.header('idempotency-key');
    const written = key === undefined ? await runFresh(call, parts) : await runOnce(parts.line, call, key);
    const output: unknown = JSON.parse(written.body);
    if (parts.checkOutputs) checkOutput(operation, output);
    return answerWrite({
      status: creates ? 201 : 200,
      body: written.body,
      revision: revisionIn(output),
      location: creates ? locationOf(context, output) : undefined,
      replayed: written.replayed,
    });
  };
}

async function runFresh({ operation, input, standing }: WriteInput, { line }: RouteParts): Promise<WrittenAnswer> {
  return { body: JSON.stringify((await line.run(operation, input, standing)) ?? null), replayed: false };
}

interface WriteInput {
  readonly operation: AnyOperation;
  readonly input: unknown;
  readonly standing: Standing;
}

/** A POST to a collection that answers with a thing that has an id has made it. */
export function isCreation({ rest, effect, output }: Pick<AnyOperation, 'rest' | 'effect' | 'output'>): boolean {
  return (
    rest.method === 'POST' && effect === 'write' && !rest.path.includes('{') && 'id' in memberSchemas(unwrap(output))
  );
}

const identified = z.object({ id: z.string(), key: z.string().optional() });

function locationOf(context: ServerContext, output: unknown): string | undefined {
  const made = identified.safeParse(output);
  if (!made.success) return undefined;
  const collection = new URL(context.req.url).pathname;
  return `${collection}/${encodeURIComponent(made.data.key ?? made.data.id)}`;
}

const revised = z.object({ revision: z.number() });

function revisionIn(output: unknown): number | undefined {
  const found = revised.safeParse(output);
  return found.success ? found.data.revision : undefined;
}

function checkOutput(operation: AnyOperation, output: unknown): void {
  const checked = operation.output.safeParse(output);
  if (checked.success) return;
  throw new Error(`${operation.name} answers what its schema does not promise: ${z.prettifyError(checked.error)}`);
}
