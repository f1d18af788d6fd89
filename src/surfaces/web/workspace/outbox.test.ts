import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type Change, createMirror, type Entry } from '../../../line/index.ts';
import { model } from './model.ts';
import { createOutbox } from './outbox.ts';
import { RequestProblem, Unreachable } from './request.ts';

const FEATURE = { id: 'f', kind: 'feature', key: 'FEA-1', number: 1, title: 'Before', state: 'idea', rank: 'a0' };
const entryTo = (title: string): Entry => ({
  subject: 'item',
  id: 'f',
  itemId: 'f',
  kind: 'feature',
  before: {},
  after: { title },
});
const changeTo = (seq: number, title: string): Change => ({
  seq,
  at: '',
  actorId: null,
  actorName: '',
  via: 'web',
  operation: 'updateFeature',
  entries: [entryTo(title)],
  undoes: null,
});

function opened() {
  const mirror = createMirror(model);
  mirror.load([{ seq: 0, epoch: 0 }, FEATURE, { end: true, items: 1, links: 0 }]);
  return { mirror, outbox: createOutbox(mirror), title: () => mirror.item('f')?.title };
}
const becomes = (change: Change): boolean => change.entries[0]?.after?.title === 'Mine';

describe('edits on their way', () => {
  beforeEach(() => {
    vi.stubGlobal('window', Object.assign(new EventTarget(), { setTimeout, clearTimeout }));
  });

  it('show at once, and the feed brings their number', async () => {
    const { mirror, outbox, title } = opened();
    const sent = outbox.put({ entries: [entryTo('Mine')], send: () => Promise.resolve('ok'), becomes });
    expect(title()).toBe('Mine');
    const { seq } = await sent;
    outbox.expect([changeTo(1, 'Mine')]);
    mirror.apply(changeTo(1, 'Mine'));
    expect(await seq).toBe(1);
    expect(mirror.pending).toEqual([]);
  });

  it('are known again where the feed was faster than the answer', async () => {
    const { mirror, outbox } = opened();
    const { promise, resolve } = Promise.withResolvers<string>();
    const sent = outbox.put({
      entries: [entryTo('Mine')],
      send: () => promise,
      becomes: (change, answer) => answer !== null && becomes(change),
    });
    outbox.expect([changeTo(1, 'Mine')]);
    mirror.apply(changeTo(1, 'Mine'));
    resolve('ok');
    expect(await (await sent).seq).toBe(1);
    expect(mirror.pending).toEqual([]);
  });

  it('are taken back where the server refuses', async () => {
    const { outbox, title } = opened();
    const refused = outbox.put({
      entries: [entryTo('Mine')],
      send: () => Promise.reject(new RequestProblem({}, 422)),
      becomes,
    });
    await expect(refused).rejects.toThrow(RequestProblem);
    expect(title()).toBe('Before');
    expect(outbox.size).toBe(0);
  });

  it('are sent again under the same key while the server cannot be reached', async () => {
    const { outbox } = opened();
    const keys: string[] = [];
    const send = (headers: Readonly<Record<string, string>>): Promise<string> => {
      keys.push(headers['idempotency-key'] ?? '');
      return keys.length < 2 ? Promise.reject(new Unreachable()) : Promise.resolve('ok');
    };
    await outbox.put({ entries: [entryTo('Mine')], send, becomes });
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });

  it('are sent again at once when the network is back', async () => {
    vi.useFakeTimers();
    const { outbox } = opened();
    let reachable = false;
    const send = () => (reachable ? Promise.resolve('ok') : Promise.reject(new Unreachable()));
    const sent = outbox.put({ entries: [entryTo('Mine')], send, becomes });
    await vi.advanceTimersByTimeAsync(60_000);
    reachable = true;
    window.dispatchEvent(new Event('online'));
    expect((await sent).answer).toBe('ok');
    vi.useRealTimers();
  });

  it('that commit nothing wait for nothing', async () => {
    const { mirror, outbox } = opened();
    const { seq } = await outbox.put({
      entries: [entryTo('Mine')],
      send: () => Promise.resolve('same'),
      becomes,
      isNothing: () => true,
    });
    expect(seq).toBeNull();
    expect(mirror.pending).toEqual([]);
  });
});
