/** Every verb of the kernel, and the plain verbs of every kind of a model. */
import type { Model } from '../model.ts';
import type { AnyOperation } from '../operation.ts';
import { changeOperations } from './change-operations.ts';
import { commentOperations } from './comment-operations.ts';
import { customFieldOperations } from './custom-field-operations.ts';
import { findingOperations } from './finding-operations.ts';
import { kindOperations } from './kind-operations.ts';
import { lineOperations } from './line-operations.ts';
import { linkOperations } from './link-operations.ts';
import { notificationOperations } from './notification-operations.ts';
import { viewOperations } from './view-operations.ts';

export { kindOperations } from './kind-operations.ts';

/** What every workspace can do whatever its nouns are. */
export const kernelOperations = [
  ...lineOperations,
  ...findingOperations,
  ...linkOperations,
  ...changeOperations,
  ...commentOperations,
  ...notificationOperations,
  ...viewOperations,
  ...customFieldOperations,
] as const satisfies readonly AnyOperation[];

/** The kernel's verbs and those of each kind. */
export function operationsOf(model: Model): readonly AnyOperation[] {
  return [...kernelOperations, ...model.kinds.flatMap(kindOperations)];
}
