/** What went wrong, as a sentence and an id; never a stack trace. */

import pc from 'picocolors';
import { type Failure, isFailure } from '../../platform/failure/index.ts';
import { judge } from '../../platform/http/index.ts';
import { Problem } from '../client/index.ts';
import { fileRefused } from './failures.ts';
import { mayPaint } from './terminal.ts';

interface Explained {
  readonly id: string;
  readonly detail: string;
  readonly [fact: string]: unknown;
}

/** @example explained(itemNotFound({ ref: 'FEA-9' })) // { id: 'item.not-found', detail: '...', ... } */
export function explained(error: unknown): Explained {
  if (isFailure(error)) return error.toBody();
  const ofFile = fileFault(error);
  if (ofFile !== undefined) return ofFile.toBody();
  if (error instanceof Problem) return { ...error.facts, id: error.id, status: error.status, detail: error.message };
  const { failure, unforeseen } = judge(error);
  if (!unforeseen) return failure.toBody();
  const reason = error instanceof Error ? error.message : String(error);
  return { ...failure.toBody(), detail: `Throughline met a fault of its own: ${reason}` };
}

/** What the operating system says of a file that somebody named. */
function fileFault(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('code' in error && 'path' in error && 'syscall' in error)) return undefined;
  if (error.syscall === 'connect' || typeof error.path !== 'string') return undefined;
  return fileRefused({ file: error.path.replace(/\.half$/, ''), reason: String(error.code) });
}

/** Says it on stderr: for people a sentence with its id, for programs one line of JSON. */
export function explain(error: unknown, json: boolean): void {
  const body = explained(error);
  const paint = pc.createColors(mayPaint(process.stderr, process.env));
  process.stderr.write(json ? `${JSON.stringify(body)}\n` : `${paint.red(body.detail)} ${paint.dim(`(${body.id})`)}\n`);
}
