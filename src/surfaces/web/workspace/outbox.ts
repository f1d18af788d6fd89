/**
 * Edits on their way to the server: shown at once, sent one after the other, kept through a lost connection (the same
 * request is sent again under the same key, so it happens once), taken back where the server refuses.
 */
import type { Change, Entry, Mirror } from '../../../line/index.ts';
import { pause } from './pause.ts';
import { RequestProblem, Unreachable } from './request.ts';

export interface Mutation<Answer> {
  /** What shows until the server has answered. */
  readonly entries: readonly Entry[];
  readonly send: (headers: Readonly<Record<string, string>>) => Promise<Answer>;
  /** Is this the commit it became? Asked without an answer while none has come. */
  readonly becomes: (change: Change, answer: Answer | null) => boolean;
  /** Was there nothing to commit? Then no commit will ever come. */
  readonly isNothing?: (answer: Answer) => boolean;
}

export interface Sent<Answer> {
  readonly answer: Answer;
  /** The commit's number, once the feed has brought it: for undo. Null where there was nothing to commit. */
  readonly seq: Promise<number> | null;
}

export interface Outbox {
  put<Answer>(mutation: Mutation<Answer>): Promise<Sent<Answer>>;
  /** To be told of changes before the mirror takes them. */
  expect(changes: readonly Change[]): void;
  /** The mirror was loaded anew: whatever the server has answered is in it. */
  loadedAnew(): void;
  /** Edits sent and not yet answered. */
  readonly size: number;
  subscribe(listener: () => void): () => void;
}

interface Waiting {
  readonly id: string;
  answered: boolean;
  isIt(change: Change): boolean;
  found(seq: number): void;
}

const RECENT_CHANGES = 500;
const FIRST_WAIT_MILLISECONDS = 400;
const LONGEST_WAIT_MILLISECONDS = 10_000;
/** The server was busy and kept nothing: the same request may simply be sent again. */
const SEND_AGAIN = ['write.contended', 'idempotency.in-progress', 'request.too-many'];

export function createOutbox(mirror: Mirror): Outbox {
  const listeners = new Set<() => void>();
  const expected = createExpected(mirror);
  let last: Promise<unknown> = Promise.resolve();
  let size = 0;

  const resize = (by: number): void => {
    size += by;
    for (const listener of listeners) listener();
  };

  async function put<Answer>(mutation: Mutation<Answer>): Promise<Sent<Answer>> {
    const id = crypto.randomUUID();
    let answer: Answer | null = null;
    const { promise: seq, resolve } = Promise.withResolvers<number>();
    mirror.draft(id, mutation.entries);
    const wait = expected.add({
      id,
      answered: false,
      isIt: (change) => mutation.becomes(change, answer),
      found: resolve,
    });
    resize(1);
    const sending = last.then(() => sendUntilAnswered(mutation, id));
    last = sending.catch(() => undefined);
    try {
      answer = await sending;
    } catch (error) {
      expected.giveUp(wait);
      throw error;
    } finally {
      resize(-1);
    }
    if (mutation.isNothing?.(answer) === true) {
      expected.giveUp(wait);
      return { answer, seq: null };
    }
    expected.answered(wait);
    return { answer, seq };
  }

  return {
    put,
    expect: expected.look,
    loadedAnew: expected.loadedAnew,
    get size() {
      return size;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Edits whose commit the feed has yet to bring; the feed may be faster than the answer, so the newest changes are kept. */
function createExpected(mirror: Mirror) {
  const waiting = new Map<string, Waiting>();
  let recent: readonly Change[] = [];
  const found = (wait: Waiting, seq: number): void => {
    waiting.delete(wait.id);
    mirror.settle(wait.id, seq);
    wait.found(seq);
  };
  return {
    add(wait: Waiting): Waiting {
      waiting.set(wait.id, wait);
      return wait;
    },
    giveUp(wait: Waiting): void {
      waiting.delete(wait.id);
      mirror.rollback(wait.id);
    },
    answered(wait: Waiting): void {
      wait.answered = true;
      const already = recent.find((change) => wait.isIt(change));
      if (already !== undefined) found(wait, already.seq);
    },
    look(changes: readonly Change[]): void {
      recent = [...recent, ...changes].slice(-RECENT_CHANGES);
      for (const wait of [...waiting.values()]) {
        const change = changes.find((one) => wait.isIt(one));
        if (change !== undefined) found(wait, change.seq);
      }
    },
    loadedAnew(): void {
      for (const wait of [...waiting.values()]) if (wait.answered) found(wait, mirror.seq);
    },
  };
}

async function sendUntilAnswered<Answer>(mutation: Mutation<Answer>, key: string): Promise<Answer> {
  let wait = FIRST_WAIT_MILLISECONDS;
  for (;;) {
    try {
      return await mutation.send({ 'idempotency-key': key });
    } catch (error) {
      if (!isWorthAnother(error)) throw error;
    }
    await pause(wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MILLISECONDS);
  }
}

function isWorthAnother(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof RequestProblem && SEND_AGAIN.includes(error.id));
}
