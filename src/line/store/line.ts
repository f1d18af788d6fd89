/** Runs operations: validation, permission, transaction, commit and publication stand here once, around every verb. */
import type { Readable } from 'node:stream';
import { sql as drizzle } from 'drizzle-orm';
import type { Database, Transaction } from '../../platform/database/index.ts';
import { isFailure } from '../../platform/failure/index.ts';
import { type Actor, isAtLeast } from '../../platform/permission/index.ts';
import type { Change } from '../change.ts';
import type { Context, Writer } from '../context.ts';
import { permissionDenied, readOnlyOperation, workspaceNotFound } from '../failures.ts';
import type { Model } from '../model.ts';
import type { AnyOperation, Permission } from '../operation.ts';
import { validate } from '../validate.ts';
import { changesAfter } from './changes.ts';
import { beginCommit, endCommit, takeHead } from './commit.ts';
import { LiveLines } from './live-lines.ts';
import { notifyOfCommit } from './notify.ts';
import { createReader } from './reader.ts';
import type { Scope } from './scope.ts';
import { gatherWords } from './search.ts';
import { snapshotStream } from './snapshot-stream.ts';
import type { Standing } from './standing.ts';
import { storeFailure } from './store-failure.ts';
import { createWriter } from './writer.ts';

export interface Head {
  readonly seq: number;
  readonly epoch: number;
}

export type CommitListener = (workspaceId: string, change: Change) => void;

export interface LineServer {
  readonly model: Model;
  /** Validates, authorises, runs and commits one operation. Throws failures only. */
  run(operation: AnyOperation, input: unknown, standing: Standing): Promise<unknown>;
  head(workspaceId: string): Promise<Head>;
  /** The next commits, oldest first; fewer than `limit` where they are large (`bytesMost`), and never none while there are any. */
  changesAfter(standing: Standing, seq: number, limit: number, bytesMost?: number): Promise<readonly Change[]>;
  snapshot(standing: Standing): Promise<Readable>;
  /** Learns the words of items changed since last time, so that search can forgive a typo in them. */
  gatherWords(workspaceId: string): Promise<void>;
  /** Called after each durable commit of this process; returns how to stop listening. */
  onCommit(listener: CommitListener): () => void;
}

export interface LineOptions {
  readonly database: Database;
  readonly model: Model;
  /** Hears of effects that failed after their commit. */
  readonly onEffectFailure?: (error: unknown) => void;
}

/**
 * Puts the line over a database.
 *
 * @example
 * const line = createLine({ database, model: createModel(domain) });
 * await line.run(confirmLink, { linkId }, { workspaceId, actor });
 */
export function createLine({ database, model, onEffectFailure }: LineOptions): LineServer {
  const listeners = new Set<CommitListener>();
  const lines = new LiveLines();
  const scopeOf = (sql: Transaction, { at, ...standing }: Standing): Scope & { readonly lines: LiveLines } => {
    return { lines, sql, model, ...standing, now: at ?? new Date() };
  };

  async function read(operation: AnyOperation, input: unknown, standing: Standing): Promise<unknown> {
    return database.read(standing.workspaceId, (sql) => {
      const scope = scopeOf(sql, standing);
      return operation.run(input, { ...scope, line: readOnly(scope, operation.name), afterCommit: () => undefined });
    });
  }

  async function write(operation: AnyOperation, input: unknown, standing: Standing): Promise<unknown> {
    let effects: (() => Promise<void>)[] = [];
    const work = async (sql: Transaction, begun: readonly object[]) => {
      effects = [];
      const scope = scopeOf(sql, standing);
      const commit = beginCommit(scope, begun);
      if (commit === undefined) throw workspaceNotFound({ workspace: standing.workspaceId });
      const context: Context = { ...scope, line: createWriter(commit), afterCommit: (effect) => effects.push(effect) };
      const given = await operation.run(input, context);
      await notifyOfCommit(commit);
      return { answer: given, change: await endCommit(commit, operation.name) };
    };
    const { answer, change } = await database.write(standing.workspaceId, work, { first: takeHead });
    if (change !== null) for (const listener of listeners) listener(standing.workspaceId, change);
    for (const effect of effects) effect().catch((error: unknown) => onEffectFailure?.(error));
    return answer;
  }

  return {
    model,
    run: async (operation, input, standing) => {
      const given = validate(operation.input, input);
      checkRole(operation.may, standing.actor);
      try {
        if (operation.calculates === true) return await operation.run(input, withoutLine(standing, model));
        return await (operation.effect === 'read'
          ? read(operation, given, standing)
          : write(operation, given, standing));
      } catch (error) {
        throw isFailure(error) ? error : storeFailure(error);
      }
    },
    head: (workspaceId) => database.read(workspaceId, (sql) => headOf(sql, workspaceId)),
    changesAfter: (standing, seq, limit, bytesMost) =>
      database.read(standing.workspaceId, (sql) => changesAfter(scopeOf(sql, standing), seq, limit, bytesMost)),
    snapshot: (standing) => snapshotStream(database, model, standing),
    gatherWords: (workspaceId) => database.write(workspaceId, (sql) => gatherWords({ sql, workspaceId })),
    onCommit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What a calculation is given: it holds no connection while it works, and asking for one is a fault of the code. */
function withoutLine({ at, ...standing }: Standing, model: Model): Context {
  const refuse = (): never => {
    throw readOnlyOperation({ operation: 'a calculation' });
  };
  return {
    ...standing,
    model,
    now: at ?? new Date(),
    afterCommit: refuse,
    get sql() {
      return refuse();
    },
    get line() {
      return refuse();
    },
    get lines() {
      return refuse();
    },
  };
}

function checkRole(may: Permission, actor: Actor): void {
  if (isAtLeast(actor.role, may.role)) return;
  throw permissionDenied({ needed: `Only a member who is at least ${may.role} may ${may.does}`, role: actor.role });
}

async function headOf(sql: Transaction, workspaceId: string): Promise<Head> {
  const row = await sql.row<Head>(
    drizzle`select seq, epoch from workspace_head where workspace_id = ${workspaceId}::uuid`,
  );
  if (row === undefined) throw workspaceNotFound({ workspace: workspaceId });
  return row;
}

/** The writing half refuses: a reading operation that writes is a fault of the code, found by its first test. */
function readOnly(scope: Scope, operation: string): Writer {
  const refuse = (): never => {
    throw readOnlyOperation({ operation });
  };
  const writing = {
    create: refuse,
    update: refuse,
    archive: refuse,
    restore: refuse,
    relate: refuse,
    unlink: refuse,
    confirm: refuse,
    createMany: refuse,
    updateMany: refuse,
    archiveMany: refuse,
    relateMany: refuse,
    unlinkMany: refuse,
    record: refuse,
    undo: refuse,
    notify: refuse,
    moveEpoch: refuse,
  };
  return { ...createReader(scope), ...writing };
}
