/** Operations over HTTP: through the REST doors that were printed from them. */
import type { AnyOperation } from '../../line/index.ts';
import { Problem } from '../client/index.ts';
import { createSend, type Send } from '../client/request.ts';
import type { OperationRunner } from './desk.ts';
import { serverSilent } from './failures.ts';

export interface Remote {
  /** `https://line.example.com` */
  readonly url: string;
  readonly key: string;
}

/** Sends to the server; silence is said in a sentence. @throws `server.unreachable`, and as `Problem` what the server refuses */
export function remoteSend({ url, key }: Remote): Send {
  const send = createSend({ baseUrl: url, key });
  return async (method, path, sending) => {
    try {
      return await send(method, path, sending);
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw serverSilent({ url, reason: reasonOf(error) });
    }
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error.message;
}

/**
 * Runs operations at a server.
 *
 * @example
 * await runOverHttp(remoteSend({ url, key })).run(listOutOfStep, { owner: 'me' });
 */
export function runOverHttp(send: Send): OperationRunner {
  return {
    run: async (operation, input) => {
      const { path, rest } = addressOf(operation, { ...Object(input) });
      const inQuery = operation.rest.method === 'GET' || operation.rest.method === 'DELETE';
      const answer = await send(operation.rest.method, path, inQuery ? { query: rest } : { body: rest });
      return answer.json();
    },
  };
}

/** @example addressOf(getItem, { ref: 'FEA-1' }) // { path: '/items/FEA-1', rest: {} } */
export function addressOf(
  { rest: door }: Pick<AnyOperation, 'rest'>,
  input: Readonly<Record<string, unknown>>,
): { readonly path: string; readonly rest: Readonly<Record<string, unknown>> } {
  const inPath = new Set([...door.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));
  const path = door.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name])));
  return { path, rest: Object.fromEntries(Object.entries(input).filter(([name]) => !inPath.has(name))) };
}
