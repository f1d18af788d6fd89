/** People who write without pause and send again until they are answered; what was acknowledged is remembered. */
import { randomUUID } from 'node:crypto';
import type { Change } from '../../src/line/index.ts';
import type { Chance } from './chance.ts';

export interface Writers {
  /** Lets them write until `pause`. */
  go(): void;
  /** Resolves when everybody has had the answer to what they sent last. */
  pause(): Promise<void>;
  /** What was acknowledged since this was last asked: texts that stand in exactly one change each. */
  takeAcknowledged(): readonly string[];
  /** Answers that nobody should get, whatever dies. */
  readonly refusals: readonly string[];
  /** Ids of errors that were answered, with how often. */
  readonly errors: ReadonlyMap<string, number>;
}

interface Wish {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly body: object;
  /** What the change that does it will hold. */
  readonly mark: string;
}

interface Writing {
  readonly url: () => string;
  readonly keys: readonly string[];
  readonly chance: Chance;
  /** A need all may link to. */
  readonly needId: string;
  /** Longer texts fill a disk sooner. */
  readonly padding?: number;
}

const AGAIN_MS = 50;
const ANSWER_MS_MOST = 30_000;

/** One writer a key. */
export function createWriters({ url, keys, chance, needId, padding = 0 }: Writing): Writers {
  let acknowledged: string[] = [];
  const refusals: string[] = [];
  const errors = new Map<string, number>();
  let isPaused = true;
  let busy: Promise<unknown> = Promise.resolve();
  const pens = keys.map((key, number) => ({ key, chance: chance.fork(number), number, written: 0, features: [''] }));
  type Pen = (typeof pens)[number];

  async function write(pen: Pen): Promise<void> {
    while (!isPaused) {
      const wish = wishOf(pen);
      const id = await untilAnswered(pen, wish);
      acknowledged.push(wish.mark);
      if (wish.method === 'POST' && wish.path === '/features') pen.features.push(id);
    }
  }

  function wishOf(pen: Pen): Wish {
    pen.written += 1;
    const title = `Writer ${pen.number}, text ${pen.written}`;
    const [feature = ''] = pen.features.slice(-1);
    const body = { title, ...(padding > 0 ? { publicText: randomUUID().repeat(Math.ceil(padding / 36)) } : {}) };
    if (feature !== '' && pen.chance.happens(0.3))
      return { method: 'PATCH', path: `/features/${feature}`, body, mark: title };
    if (feature !== '' && pen.chance.happens(0.2)) {
      pen.features.pop();
      const link = { kind: 'feature.serves', from: feature, to: needId };
      return { method: 'POST', path: '/links', body: link, mark: `${feature} serves` };
    }
    return { method: 'POST', path: '/features', body, mark: title };
  }

  async function untilAnswered({ key }: Pen, { method, path, body }: Wish): Promise<string> {
    const headers = {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    };
    for (;;) {
      const answer = await fetch(`${url()}/api/v1${path}`, {
        method,
        headers,
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWER_MS_MOST),
      }).catch(() => undefined);
      const said = await answer?.text().catch(() => undefined);
      if (answer?.ok === true && said !== undefined) return JSON.parse(said).id;
      if (answer !== undefined && said !== undefined) note(answer, said);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  /** While things die, "not just now" is a fair answer; anything else is not. */
  function note(answer: Response, said: string): void {
    const isProblem = answer.headers.get('content-type') === 'application/problem+json';
    const id: string = isProblem ? JSON.parse(said).id : `${answer.status} without a problem`;
    errors.set(id, (errors.get(id) ?? 0) + 1);
    if (answer.status !== 503 && answer.status !== 409 && answer.status !== 429)
      refusals.push(`${answer.status} ${said}`);
  }

  return {
    go() {
      isPaused = false;
      busy = Promise.all(pens.map(write));
    },
    async pause() {
      isPaused = true;
      await busy;
    },
    takeAcknowledged() {
      const taken = acknowledged;
      acknowledged = [];
      return taken;
    },
    refusals,
    errors,
  };
}

/** How often each mark stands in these changes. */
export function marksIn(changes: readonly Change[]): ReadonlyMap<string, number> {
  const marks = new Map<string, number>();
  for (const { entries } of changes)
    for (const { subject, before, after } of entries) {
      const mark = subject === 'link' && before === null ? `${String(after?.fromId)} serves` : after?.title;
      if (typeof mark === 'string') marks.set(mark, (marks.get(mark) ?? 0) + 1);
    }
  return marks;
}
