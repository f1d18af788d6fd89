/** What the database says, by SQLSTATE, as a failure a person can act on. */
import type { Failure } from '../failure/index.ts';
import {
  commitUnknown,
  contended,
  databaseFull,
  databaseUnavailable,
  duplicate,
  referenceBroken,
  ruleBroken,
  textUnstorable,
  tooExpensive,
  valueUnreadable,
} from './failures.ts';

/** Node's and the driver's names for a connection that is not there. */
const CONNECTION_LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** Shutting down, crash, starting up, too many connections, read-only standby. */
const UNAVAILABLE = new Set(['57P01', '57P02', '57P03', '57P05', '53300', '25006']);
const CONTENDED = new Set(['40001', '40P01', '55P03']);
const TOO_EXPENSIVE = new Set(['57014', '54000', '54001', '53200', '53400']);
const TEXT_UNSTORABLE = new Set(['22021', '22P05']);
/** The driver's own messages carry no code. */
const DRIVER_LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after)/;

interface DatabaseError {
  readonly code: string;
  readonly message: string;
  readonly constraint: string;
}

/**
 * The failure behind a database error, looked up through wrapped causes; undefined where it is no database error.
 *
 * @example
 * sqlFailure(Object.assign(new Error('duplicate key'), { code: '23505', constraint: 'link_once' }))?.id // 'write.duplicate'
 */
export function sqlFailure(error: unknown, depth = 0): Failure | undefined {
  if (!(error instanceof Error) || depth > 4) return undefined;
  return failureOf(databaseError(error)) ?? sqlFailure(error.cause, depth + 1);
}

function databaseError(error: Error): DatabaseError {
  // A file that is not there has the same code as a socket that is not there, and a path of its own.
  const isOfFile = 'path' in error && 'syscall' in error && error.syscall !== 'connect';
  const code = 'code' in error && typeof error.code === 'string' && !isOfFile ? error.code : '';
  const named = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : '';
  return { code, message: error.message, constraint: named || (/constraint "([^"]+)"/.exec(error.message)?.[1] ?? '') };
}

function failureOf({ code, message, constraint }: DatabaseError): Failure | undefined {
  if (code === '08007') return commitUnknown({});
  if (code.startsWith('08') || UNAVAILABLE.has(code) || CONNECTION_LOST.has(code) || DRIVER_LOST.test(message)) {
    return databaseUnavailable({});
  }
  if (CONTENDED.has(code)) return contended({});
  if (TOO_EXPENSIVE.has(code)) return tooExpensive({});
  if (code === '53100') return databaseFull({});
  return dataFailure(code, constraint);
}

function dataFailure(code: string, constraint: string): Failure | undefined {
  // A shard of a cluster names its copy of the constraint: link_once_102008.
  const rule = constraint.replace(/_\d+$/, '');
  if (TEXT_UNSTORABLE.has(code)) return textUnstorable({});
  if (code === '23505' || code === '23P01') return duplicate({ rule });
  if (code === '23503') return referenceBroken({ rule });
  if (code.startsWith('23')) return ruleBroken({ rule });
  if (/^22[0-9A-Z]{3}$/.test(code)) return valueUnreadable({});
  return undefined;
}
