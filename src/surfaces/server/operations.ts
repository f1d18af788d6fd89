/** Every operation of the product in one list: what all doors are printed from. */
import type { AnyOperation, Model } from '../../line/index.ts';
import { operationsOf } from '../../line/server.ts';
import { accountOperations } from './account/index.ts';
import { webhookOperations } from './webhook/index.ts';

export interface OperationOptions {
  readonly model: Model;
  /** Private hosts webhooks may reach; none unless said. */
  readonly webhookHosts?: readonly string[];
}

/**
 * The kernel's verbs, those of every kind, and those of the surfaces.
 *
 * @example
 * const operations = productOperations({ model: createModel(domain) });
 */
export function productOperations({ model, webhookHosts = [] }: OperationOptions): readonly AnyOperation[] {
  return [...operationsOf(model), ...accountOperations, ...webhookOperations({ allowedHosts: webhookHosts })];
}
