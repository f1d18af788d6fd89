/** What PostgreSQL refuses, said as a failure that names the field; anything else is passed on as it came. */
import { badCursor, badValue, duplicateSource, unknownMember } from '../failures.ts';

const FOREIGN_KEY = '23503';
const UNIQUE = '23505';
const DATA_EXCEPTION = '22';

/** Citus appends the shard to a constraint's name, and leaves `constraint` empty. */
function constraintOf(error: object): string {
  const named = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : '';
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  return (named === '' ? (/constraint "([^"]+)"/.exec(message)?.[1] ?? '') : named).replace(/_\d+$/, '');
}

export function storeFailure(error: unknown): unknown {
  const cause =
    typeof error === 'object' && error !== null && 'cause' in error && error.cause instanceof Error
      ? error.cause
      : error;
  if (typeof cause !== 'object' || cause === null || !('code' in cause) || typeof cause.code !== 'string') return error;
  const constraint = constraintOf(cause);
  if (cause.code === FOREIGN_KEY && constraint === 'item_owner') return unknownMember({ field: 'ownerId' });
  if (cause.code === UNIQUE && constraint === 'item_source') return duplicateSource({ field: 'sourceId' });
  if (cause.code === '22P02' && constraint === '') return badCursor({ field: 'cursor' });
  return cause.code.startsWith(DATA_EXCEPTION) ? badValue({ field: 'input' }) : error;
}
