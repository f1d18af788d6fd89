import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Change, Entry } from './change.ts';
import type { AnyItem } from './kind.ts';
import { changeOf, entryOf, idOf, itemOf, lineModel, linkOf, snapshotOf } from './line.sample.ts';
import type { Link } from './link.ts';
import { createMirror, type Mirror } from './mirror.ts';
import { isInStep } from './step.ts';

const need = itemOf('need', 1);
const feature = itemOf('feature', 1);
const serves = linkOf('feature.serves', feature, need);

function loaded(): Mirror {
  const mirror = createMirror(lineModel);
  mirror.load(snapshotOf(7, [need, feature], [serves]));
  return mirror;
}

const retitle = (title: string, revision: number) =>
  entryOf(need, { title: 'old', revision: revision - 1 }, { title, revision, materialRevision: revision });

describe('a snapshot', () => {
  it('fills in what was left out on the way', () => {
    const mirror = createMirror(lineModel);
    mirror.load([
      { seq: 1, epoch: 4 },
      { id: idOf(1), kind: 'need', key: 'NEED-1', title: 'x', number: 1 },
      { end: true, items: 1, links: 0 },
    ]);
    expect(mirror.find('need-1')).toMatchObject({
      ownerId: null,
      statement: null,
      tags: [],
      custom: {},
      archivedAt: null,
    });
    expect(mirror.epoch).toBe(4);
  });
  it('cut short is refused, and what was there stays', () => {
    const mirror = loaded();
    for (const lines of [
      [],
      [{ seq: 9 }],
      snapshotOf(9, [need], []).slice(0, -1),
      snapshotOf(9, [need], []).filter((_, at) => at !== 1),
    ]) {
      expect(() => mirror.load(lines)).toThrow('Load it again');
    }
    expect(mirror.seq).toBe(7);
    expect(mirror.item(need.id)).toEqual(need);
  });
  it('leaves out kinds that browsers ask for in pages, unless all are kept', () => {
    const lines = snapshotOf(1, [need, itemOf('remark', 1)], []);
    const browser = createMirror(lineModel);
    const server = createMirror(lineModel, { keep: 'all' });
    browser.load(lines);
    server.load(lines);
    expect([browser.size.items, server.size.items]).toEqual([1, 2]);
  });
});

describe('the feed', () => {
  it('is taken in order, again without harm, and never with a gap', () => {
    const mirror = loaded();
    const change = changeOf(8, [retitle('new', 2)]);
    expect(mirror.apply(changeOf(9, []))).toBe('gap');
    expect(mirror.apply(change)).toBe('applied');
    expect(mirror.apply(change)).toBe('seen');
    expect(mirror.item(need.id)?.title).toBe('new');
    expect(isInStep(serves, mirror.item(need.id) ?? need)).toBe(false);
  });
  it('tells which items were touched, links touching both ends', () => {
    const mirror = loaded();
    const listener = vi.fn();
    const stop = mirror.subscribe(listener);
    mirror.apply(changeOf(8, [entryOf(serves, { ...serves }, null)]));
    expect(listener).toHaveBeenCalledWith(new Set([feature.id, need.id]));
    stop();
    mirror.apply(changeOf(9, [retitle('new', 2)]));
    expect(listener).toHaveBeenCalledTimes(1);
  });
  it('leaves alone what a reader holds on to', () => {
    const mirror = loaded();
    const held = mirror.linksTo(need.id);
    mirror.apply(changeOf(8, [entryOf(serves, { ...serves }, null)]));
    expect(held).toHaveLength(1);
    expect(mirror.linksTo(need.id)).toHaveLength(0);
  });
});

describe('an edit on its way', () => {
  it('shows at once, puts others out of step, and goes when refused', () => {
    const mirror = loaded();
    mirror.draft('m1', [entryOf(need, {}, { title: 'mine' })]);
    const shown = mirror.item(need.id) ?? need;
    expect([shown.title, shown.revision, isInStep(serves, shown)]).toEqual(['mine', 1, false]);
    expect(mirror.truth(need.id)?.title).toBe('NEED-1');
    mirror.rollback('m1');
    expect(mirror.item(need.id)).toEqual(need);
  });
  it('stays on top of what others do, and gives way field by field', () => {
    const mirror = loaded();
    mirror.draft('m1', [entryOf(need, {}, { title: 'mine' })]);
    mirror.apply(
      changeOf(8, [entryOf(need, {}, { title: 'theirs', importance: 5, revision: 2, materialRevision: 2 })]),
    );
    expect(mirror.item(need.id)).toMatchObject({ title: 'mine', importance: 5 });
    mirror.rollback('m1');
    expect(mirror.item(need.id)?.title).toBe('theirs');
  });
  it('does not flicker between its confirmation and the feed', () => {
    const mirror = loaded();
    mirror.draft('m1', [entryOf(need, {}, { title: 'mine' })]);
    mirror.settle('m1', 9);
    mirror.apply(changeOf(8, []));
    expect(mirror.item(need.id)?.title).toBe('mine');
    mirror.apply(changeOf(9, [retitle('mine', 2)]));
    expect(mirror.pending).toEqual([]);
    expect(mirror.item(need.id)).toEqual({ ...need, title: 'mine', revision: 2, materialRevision: 2 });
  });
  it('may be something new, with links, and outlives a reload', () => {
    const mirror = loaded();
    const fresh = itemOf('feature', 2);
    const link = linkOf('feature.serves', fresh, need);
    mirror.draft('m1', [entryOf(fresh, null, fresh), entryOf(link, null, { ...link })]);
    mirror.load(snapshotOf(8, [need, feature], [serves]));
    expect(mirror.linksTo(need.id)).toHaveLength(2);
    expect([...mirror.dump()].at(-1)).toEqual({ end: true, items: 2, links: 1 });
    mirror.rollback('m1');
    expect(mirror.linksTo(need.id)).toEqual([serves]);
  });
});

/** The plainest possible server and mirror, to compare with. */
class Plain {
  readonly rows = new Map<string, AnyItem | Link>();
  readonly changes: Change[] = [];

  commit(entries: readonly Entry[]): Change {
    const done = entries.flatMap((entry) => this.do(entry));
    const change = changeOf(this.changes.length + 1, done);
    this.changes.push(change);
    return change;
  }
  redo(entries: readonly Entry[]): void {
    for (const { id, after } of entries) {
      if (after === null) this.rows.delete(id);
      else this.rows.set(id, { ...this.rows.get(id), ...after } as AnyItem);
    }
  }
  private do(entry: Entry): Entry[] {
    const known = this.rows.get(entry.id);
    if (entry.after === null) {
      if (known === undefined) return [];
      this.rows.delete(entry.id);
      return [{ ...entry, before: { ...known } }];
    }
    if (entry.before === null) {
      if (known !== undefined) return [];
      this.rows.set(entry.id, entry.after as unknown as AnyItem);
      return [entry];
    }
    if (known === undefined) return [];
    const names = Object.keys(entry.after);
    const bumped = 'fromId' in known ? {} : { revision: Number(known.revision) + 1 };
    this.rows.set(entry.id, { ...known, ...entry.after, ...bumped } as AnyItem);
    const before = Object.fromEntries(
      [...names, ...Object.keys(bumped)].map((name) => [name, Reflect.get(known, name) ?? null]),
    );
    return [{ ...entry, before, after: { ...entry.after, ...bumped } }];
  }
}

const sorted = (rows: Iterable<unknown>) =>
  JSON.stringify(
    [...rows]
      .map((row) => row as { id: string })
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((row) => Object.entries(row).sort()),
  );

const items = [1, 2, 3].flatMap((number) => [itemOf('need', number), itemOf('feature', number)]);
const links = items.flatMap((from) =>
  items.filter((to) => from.kind === 'feature' && to.kind === 'need').map((to) => linkOf('feature.serves', from, to)),
);
const anEntry: fc.Arbitrary<Entry> = fc.oneof(
  fc.constantFrom(...items).map((item) => entryOf(item, null, item)),
  fc
    .tuple(fc.constantFrom(...items), fc.constantFrom('title', 'description'), fc.constantFrom('a', 'b', 'c'))
    .map(([item, field, value]) => entryOf(item, {}, { [field]: value })),
  fc.constantFrom(...links).map((link) => entryOf(link, null, { ...link })),
  fc.constantFrom(...links).map((link) => entryOf(link, {}, null)),
  fc.tuple(fc.constantFrom(...links), fc.nat(5)).map(([link, agreedRevision]) => entryOf(link, {}, { agreedRevision })),
);
function expectIndexed(mirror: Mirror): void {
  const all = [...mirror.links()];
  for (const item of items) {
    expect(sorted(mirror.linksFrom(item.id))).toBe(sorted(all.filter((link) => link.fromId === item.id)));
    expect(sorted(mirror.linksTo(item.id))).toBe(sorted(all.filter((link) => link.toId === item.id)));
  }
  for (const kind of ['need', 'feature']) {
    expect(sorted(mirror.ofKind(kind))).toBe(sorted([...mirror.items()].filter((item) => item.kind === kind)));
  }
  for (const item of mirror.items()) expect(mirror.find(item.key)).toBe(item);
}

interface World {
  readonly server: Plain;
  readonly mirror: Mirror;
  readonly drafts: { readonly id: string; readonly entries: readonly Entry[] }[];
}

function snapshotNow(server: Plain): unknown[] {
  const rows = [...server.rows.values()];
  const isLink = (row: AnyItem | Link): row is Link => 'fromId' in row;
  return snapshotOf(
    server.changes.length,
    rows.filter((row): row is AnyItem => !isLink(row)),
    rows.filter(isLink),
  );
}

function takeDraft({ drafts }: World, pick: number): World['drafts'][number] | undefined {
  return drafts.splice(pick % Math.max(1, drafts.length), 1)[0];
}

const deeds = {
  deliver: ({ server, mirror }: World) => {
    const next = server.changes[mirror.seq];
    if (next !== undefined) expect(mirror.apply(next)).toBe('applied');
  },
  redeliver: ({ server, mirror }: World, pick: number) => {
    const old = server.changes[pick % Math.max(1, mirror.seq)];
    if (old !== undefined && mirror.seq > 0) expect(mirror.apply(old)).toBe('seen');
  },
  ahead: ({ mirror }: World, pick: number) => expect(mirror.apply(changeOf(mirror.seq + 2 + pick, []))).toBe('gap'),
  back: ({ server, mirror }: World, pick: number) => {
    const newestFirst = server.changes.slice(0, mirror.seq).reverse();
    for (const change of newestFirst.slice(0, pick)) expect(mirror.unapply(change)).toBe('unapplied');
  },
  reload: ({ server, mirror }: World) => mirror.load(snapshotNow(server)),
  confirm: (world: World, pick: number) => {
    const draft = takeDraft(world, pick);
    if (draft !== undefined) world.mirror.settle(draft.id, world.server.commit(draft.entries).seq);
  },
  refuse: (world: World, pick: number) => {
    const draft = takeDraft(world, pick);
    if (draft !== undefined) world.mirror.rollback(draft.id);
  },
};
const aDeed = fc.constantFrom<keyof typeof deeds>(
  'deliver',
  'redeliver',
  'ahead',
  'back',
  'reload',
  'confirm',
  'refuse',
);
const someEntries = fc.array(anEntry, { minLength: 1, maxLength: 4 });
const aStep = fc.oneof(
  fc.record({ do: fc.constantFrom('commit', 'draft'), entries: someEntries }),
  fc.record({ do: aDeed, pick: fc.nat(20) }),
);

function take(world: World, step: typeof aStep extends fc.Arbitrary<infer Step> ? Step : never, at: number): void {
  if ('pick' in step) deeds[step.do](world, step.pick);
  else if (step.do === 'commit') world.server.commit(step.entries);
  else {
    world.drafts.push({ id: `m${at}`, entries: step.entries });
    world.mirror.draft(`m${at}`, step.entries);
  }
}

describe('whatever happens in whatever order', () => {
  it('equals a plain replay of the log', () => {
    const property = fc.property(fc.array(aStep, { maxLength: 40 }), (steps) => {
      const world: World = { server: new Plain(), mirror: createMirror(lineModel), drafts: [] };
      const { server, mirror } = world;
      mirror.load(snapshotOf(0, [], []));
      for (const [at, step] of steps.entries()) take(world, step, at);
      const replay = new Plain();
      for (const change of server.changes.slice(0, mirror.seq)) replay.redo(change.entries);
      expect(sorted([...mirror.dump()].slice(1, -1))).toBe(sorted(replay.rows.values()));
      expectIndexed(mirror);
      for (const change of server.changes) mirror.apply(change);
      for (const id of mirror.pending) mirror.rollback(id);
      expect(sorted([...mirror.items(), ...mirror.links()])).toBe(sorted(server.rows.values()));
      expectIndexed(mirror);
    });
    fc.assert(property, { numRuns: 300 });
  });
});
