/** What follows from a change of accounts: whoever has rights remembered looks again, and mail leaves at once. */
import type { AccountParts } from './personal.ts';

/**
 * Listens to the line; returns how to stop.
 *
 * @example
 * const stop = connectAccounts({ line, auth, mailer, onFailure: (error) => log.error({ err: error }, 'accounts') });
 */
export function connectAccounts({
  line,
  auth,
  mailer,
  onFailure,
}: Pick<AccountParts, 'line' | 'auth' | 'mailer'> & { readonly onFailure: (error: unknown) => void }): () => void {
  return line.onCommit((_workspaceId, { entries }) => {
    if (!entries.some(({ subject }) => subject === 'member')) return;
    auth.forget();
    Promise.all([auth.accountChanged(), mailer.deliverDue()]).catch(onFailure);
  });
}
