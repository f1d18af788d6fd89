/** A workspace with import and export over it: what these tests begin from. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Model } from '../../src/line/index.ts';
import type { Standing } from '../../src/line/server.ts';
import { createExchange, type Exchange } from '../../src/line/server.ts';
import { localFiles } from '../../src/platform/file/index.ts';
import { openTestWorkspace, type TestWorkspace } from '../line/workspace.ts';

export type Json = Record<string, unknown>;

const record = z.record(z.string(), z.unknown());
/** What a test expects to be an object, or a list of them. */
export const jsonOf = (value: unknown): Json => record.parse(value ?? {});
export const jsonsOf = (value: unknown): readonly Json[] => z.array(record).parse(value);

export interface Desk {
  readonly workspace: TestWorkspace;
  readonly exchange: Exchange;
  /** Another over the same workspace and files, as after a start of the process. */
  startedAgain(): Exchange;
  readonly folder: string;
  /** Runs an import or export verb. */
  run(name: string, input: unknown, standing?: Standing): Promise<Json>;
  upload(content: string | Uint8Array, name?: string): Promise<string>;
  /** Uploads, imports and waits; answers the finished import with its findings. */
  bring(content: string | Uint8Array, settings: Json, name?: string): Promise<Json>;
  text(content: AsyncIterable<Uint8Array>): Promise<string>;
  close(): Promise<void>;
}

export async function* once(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

export async function openDesk(model: Model): Promise<Desk> {
  const workspace = await openTestWorkspace(model);
  const folder = mkdtempSync(path.join(tmpdir(), 'throughline-exchange-'));
  const failures: unknown[] = [];
  const startedAgain = (): Exchange =>
    createExchange({
      line: workspace.line,
      database: workspace.database,
      files: localFiles(folder),
      onFailure: (error) => failures.push(error),
    });
  const exchange = startedAgain();
  const verbs = new Map(exchange.operations.map((operation) => [operation.name, operation]));
  const run = async (name: string, input: unknown, standing?: Standing): Promise<Json> => {
    const verb = verbs.get(name);
    if (verb === undefined) throw new Error(`There is no verb "${name}".`);
    const answer = await workspace.line.run(verb, input, standing ?? workspace.as('editor'));
    return record.parse(verb.output.parse(answer));
  };
  const upload = async (content: string | Uint8Array, name = 'file.csv'): Promise<string> =>
    (await exchange.receiveUpload({ name, mediaType: 'text/csv', content: once(content) }, workspace.as('editor'))).id;
  return {
    workspace,
    exchange,
    startedAgain,
    folder,
    run,
    upload,
    bring: async (content, settings, name) => {
      const { id } = await run('runImport', { uploadId: await upload(content, name), settings });
      await exchange.idle();
      if (failures.length > 0) throw failures[0];
      return run('getImport', { importId: id, limit: 1000 });
    },
    text: async (content) => {
      const parts: Uint8Array[] = [];
      for await (const part of content) parts.push(part);
      return Buffer.concat(parts).toString();
    },
    close: async () => {
      await exchange.idle();
      await workspace.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
