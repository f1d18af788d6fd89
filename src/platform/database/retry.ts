/** Which refusals of the database pass by themselves, and trying again after them. */

const RETRIES_MOST = 3;
/** A restarted embedded database is back after about half a second. */
const PAUSES_MS = [25, 250, 1_000];

/** Serialization failure, deadlock: PostgreSQL rolled the transaction back and asks to run it again. */
const ROLLED_BACK = new Set(['40001', '40P01']);
/** Lost or refused connections, and a server that stops, starts or recovers. */
const NOT_REACHED = new Set([
  '08000',
  '08001',
  '08003',
  '08006',
  '57P01',
  '57P02',
  '57P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
]);
const NOT_REACHED_MESSAGE =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** The transaction ended between sending COMMIT and hearing of it: nobody knows whether it holds, so it is never run again. */
export class CommitUnknown extends Error {
  readonly code = '08007';

  constructor(cause: unknown) {
    super('The connection was lost while committing', { cause });
    this.name = 'CommitUnknown';
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export function isConnectionLost(error: unknown): boolean {
  return NOT_REACHED.has(codeOf(error)) || (error instanceof Error && NOT_REACHED_MESSAGE.test(error.message));
}

export function isPassing(error: unknown): boolean {
  if (error instanceof CommitUnknown) return false;
  return ROLLED_BACK.has(codeOf(error)) || isConnectionLost(error);
}

/**
 * Runs the work again, at most three times, while it fails for a reason that passes by itself.
 *
 * @example await retryPassing(() => pool.query('select 1'))
 */
export async function retryPassing<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= RETRIES_MOST || !isPassing(error)) throw error;
    }
    const pause = PAUSES_MS[tries] ?? 0;
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())));
  }
}
