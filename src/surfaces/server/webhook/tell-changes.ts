/** Webhooks that are made, changed or asked to send again have to reach the sender of this process at once. */
import type { AnyOperation } from '../../../line/index.ts';

/** The same operation; a write of it is told once it is durable. */
export function tellChanges(operation: AnyOperation, changed: (workspaceId: string) => void): AnyOperation {
  if (operation.effect === 'read') return operation;
  return {
    ...operation,
    run: (input, context) => {
      context.afterCommit(async () => changed(context.workspaceId));
      return operation.run(input, context);
    },
  };
}
