/** The product without its doors: the line over a database, import and export, and every operation in one list. */
import path from 'node:path';
import { domain } from '../../domain/index.ts';
import { upgOperations } from '../../integrations/upg/index.ts';
import { type AnyOperation, createModel, type Model, type Slice } from '../../line/index.ts';
import { createExchange, createLine, type Exchange, type LineServer, operationsOf } from '../../line/server.ts';
import { type Database, idleDatabase } from '../../platform/database/index.ts';
import { type FileStore, localFiles, s3Files } from '../../platform/file/index.ts';
import { readSettings, type Settings } from '../../platform/settings/index.ts';
import { accountOperations } from './account/index.ts';
import { demoOperations } from './demo/index.ts';
import { createMethodRunner, type MethodRunner, methodOperations } from './method/index.ts';
import { Presence, tellPresence } from './presence/index.ts';
import { shareOperations } from './share/index.ts';
import { tellChanges, webhookOperations } from './webhook/index.ts';

export interface ProductParts {
  readonly database: Database;
  readonly settings: Pick<Settings, 'dataFolder' | 's3Url' | 'webhookHosts'>;
  readonly slices?: readonly Slice[] | undefined;
  /** Hears of work beside the requests that failed. */
  readonly onFailure?: (error: unknown) => void;
}

export interface Product {
  readonly model: Model;
  readonly line: LineServer;
  readonly exchange: Exchange;
  /** Calls the listener with each workspace whose webhooks were made, changed or asked to send again by this process. */
  onWebhookChange(listener: (workspaceId: string) => void): void;
  readonly methods: MethodRunner;
  /** Who looks at what, of this process. */
  readonly presence: Presence;
  /** The kernel's verbs, those of every kind, of import and export, of accounts and webhooks: what all doors are printed from. */
  readonly operations: readonly AnyOperation[];
}

/**
 * Puts the product over a database.
 *
 * @example
 * const { line, operations } = createProduct({ database, settings });
 */
export function createProduct({
  database,
  settings,
  slices = domain,
  onFailure = () => undefined,
}: ProductParts): Product {
  const model = createModel(slices);
  const line = createLine({ database, model, onEffectFailure: onFailure });
  const exchange = createExchange({ line, database, files: filesOf(settings), onFailure });
  const listeners = new Set<(workspaceId: string) => void>();
  const changed = (workspaceId: string): void => {
    for (const listener of listeners) listener(workspaceId);
  };
  const webhooks = webhookOperations({ allowedHosts: settings.webhookHosts }).map((one) => tellChanges(one, changed));
  const runner = createMethodRunner();
  const presence = new Presence();
  // A demonstration is written in the product's own nouns.
  const demos = slices === domain ? demoOperations({ line, database }) : [];
  return {
    model,
    line,
    exchange,
    methods: runner,
    presence,
    onWebhookChange: (listener) => {
      listeners.add(listener);
    },
    operations: [
      ...operationsOf(model),
      ...exchange.operations,
      ...upgOperations,
      ...methodOperations(runner),
      ...accountOperations,
      ...shareOperations,
      tellPresence(presence, model),
      ...demos,
      ...webhooks,
    ],
  };
}

function filesOf({ s3Url, dataFolder }: ProductParts['settings']): FileStore {
  return s3Url === undefined ? localFiles(path.join(dataFolder, 'files')) : s3Files(new URL(s3Url));
}

/** The product over a database that is never asked: for pages that describe it. */
export function describedProduct(): Product {
  return createProduct({ database: idleDatabase(), settings: readSettings({}) });
}
