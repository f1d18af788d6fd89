/** What the browser answers from memory is what the database answers: filters, sorts, and the mirror fed by the log. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Condition, Filter, Sort } from '../../src/line/filter.ts';
import { type FilterReader, matches } from '../../src/line/filter-match.ts';
import type { AnyItem } from '../../src/line/kind.ts';
import { feature, lineModel } from '../../src/line/line.sample.ts';
import { createMirror, type Mirror } from '../../src/line/mirror.ts';
import type { CustomTypes } from '../../src/line/operand.ts';
import { sortItems } from '../../src/line/sort-items.ts';
import { isFailure } from '../../src/platform/failure/index.ts';
import { openTestWorkspace, type TestWorkspace } from './workspace.ts';

let space: TestWorkspace;
let mirror: Mirror;
let reader: FilterReader;
const custom: CustomTypes = new Map([
  ['effort', 'number'],
  ['size', 'select'],
  ['seen', 'date'],
  ['score', 'formula'],
]);
const today = new Date().toISOString().slice(0, 10);
const day = (days: number): string => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
const itemIds: string[] = [];
const needIds: string[] = [];

async function loadMirror(): Promise<Mirror> {
  const chunks: Buffer[] = [];
  for await (const chunk of await space.line.snapshot(space.as('editor'))) chunks.push(Buffer.from(chunk));
  const lines = Buffer.concat(chunks)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
  const loaded = createMirror(lineModel);
  loaded.load(lines.map((line) => JSON.parse(line)));
  return loaded;
}

async function customFields(): Promise<void> {
  const admin = space.as('admin');
  const add = (field: object): Promise<unknown> =>
    space.run('createCustomField', { kinds: ['feature'], ...field }, admin);
  await add({ key: 'effort', label: 'Effort', type: 'number' });
  await add({ key: 'size', label: 'Size', type: 'select', options: ['S', 'M', 'L'] });
  await add({ key: 'seen', label: 'Seen', type: 'date' });
  await add({ key: 'score', label: 'Score', type: 'formula', formula: '100 / custom.effort' });
}

async function items(): Promise<void> {
  const owner = space.as('editor').actor.memberId;
  for (const title of ['Fast', 'Small'])
    needIds.push((await space.run<AnyItem>('createNeed', { title, statement: title })).id);
  const drafts = [
    {
      title: 'Compact Mode',
      summary: 'Small TOOLBAR',
      targetOn: day(10),
      horizon: 'now',
      cost: { amount: 1200, currency: 'EUR' },
      ownerId: owner,
      tags: ['tabs', 'Proton'],
      custom: { effort: 3, size: 'L', seen: day(-3) },
    },
    {
      title: 'compact tabs',
      targetOn: day(2),
      horizon: 'later',
      state: 'building',
      custom: { effort: 10, size: 'S' },
      reviewer: owner,
    },
    {
      title: 'Zen',
      summary: '100% _quiet_',
      tags: ['tabs'],
      cost: { amount: 90.5, currency: 'USD' },
      state: 'shipped',
      confidence: 0.8,
    },
    // Alike as far as texts are sorted by, and foxes are two units to JavaScript and one character to PostgreSQL.
    { title: 'Long', notes: `${'🦊'.repeat(119)}zb` },
    { title: 'longer', notes: `${'🦊'.repeat(119)}za` },
    { title: 'Älter', targetOn: day(-40), horizon: 'next', state: 'cut', startOn: day(-60), custom: { effort: 0 } },
    { title: 'bare' },
    {
      title: 'zen',
      horizon: 'now',
      targetOn: day(10),
      notes: 'Zeile eins\nzwei',
      custom: { seen: day(0), effort: -2.5 },
    },
  ];
  for (const draft of drafts) {
    const made = await space.run<AnyItem>('createFeature', draft);
    itemIds.push(made.id);
  }
  for (const [from, to] of [
    [0, 0],
    [1, 0],
    [2, 1],
  ] as const) {
    await space.run('linkItems', { kind: 'feature.serves', from: itemIds[from], to: needIds[to] });
  }
  await space.run('updateNeed', { ref: needIds[0], statement: 'Faster' });
  await space.run('updateFeature', { ref: itemIds[0], custom: { effort: 4 } });
}

beforeAll(async () => {
  space = await openTestWorkspace(lineModel);
  await customFields();
  await items();
  mirror = await loadMirror();
  reader = { memberId: space.as('editor').actor.memberId, today, line: mirror, custom };
}, 60_000);
afterAll(() => space.close());

const texts = fc.constantFrom('compact mode', 'ZEN', 'a', '100%', '_', 'Ä', '');
const days = fc.constantFrom('today', 'today+10', 'today-40', day(2));
const numbers = fc.constantFrom(0, 1, 3, 4, 10, 90.5, 1200, -2.5);
const textOps = fc.constantFrom<Condition['op']>('is', 'isNot', 'contains', 'isEmpty', 'isNotEmpty');
const orderedOps = fc.constantFrom<Condition['op']>('is', 'isNot', 'lt', 'lte', 'gt', 'gte', 'isEmpty', 'isNotEmpty');
const condition = (
  field: readonly string[],
  op: fc.Arbitrary<Condition['op']>,
  value: fc.Arbitrary<unknown>,
): fc.Arbitrary<Condition> => fc.record({ field: fc.constantFrom(...field), op, value });
const many = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(one, { maxLength: 3 });
const inOps = fc.constantFrom<Condition['op']>('in', 'notIn');
const span = fc.record({ from: fc.integer({ min: -50, max: 5 }), to: fc.integer({ min: -5, max: 50 }) });

const aCondition = fc.oneof(
  condition(
    ['title', 'summary', 'state', 'horizon', 'notes', 'custom.size', 'key', 'description'],
    textOps,
    fc.oneof(texts, fc.constantFrom('now', 'cut', 'L', 'fea-1')),
  ),
  condition(
    ['title', 'state', 'horizon', 'custom.size'],
    inOps,
    many(fc.oneof(texts, fc.constantFrom('now', 'NEXT', 'idea', 's'))),
  ),
  condition(['number', 'cost', 'confidence', 'revision', 'custom.effort', 'custom.score'], orderedOps, numbers),
  condition(['number', 'cost', 'custom.effort'], inOps, many(numbers)),
  condition(['targetOn', 'endOn', 'startOn', 'createdAt', 'changedAt', 'archivedAt', 'custom.seen'], orderedOps, days),
  condition(['targetOn', 'changedAt', 'custom.seen'], fc.constant('within'), span),
  condition(
    ['tags'],
    fc.constantFrom<Condition['op']>('is', 'isNot', 'contains', 'isEmpty', 'isNotEmpty'),
    fc.constantFrom('tabs', 'Proton', 'proton'),
  ),
  condition(['tags'], inOps, many(fc.constantFrom('tabs', 'Proton', 'x'))),
  condition(
    ['ownerId', 'reviewer', 'createdBy'],
    fc.constantFrom<Condition['op']>('is', 'isNot', 'isEmpty'),
    fc.constantFrom('me', null),
  ),
  condition(['outOfStep'], fc.constantFrom<Condition['op']>('is', 'isNot'), fc.boolean()),
  fc.tuple(fc.constantFrom<Condition['op']>('is', 'isNot', 'isEmpty', 'isNotEmpty'), fc.nat(1)).map(([op, at]) => ({
    field: 'linked.feature.serves',
    op,
    value: op === 'is' || op === 'isNot' ? needIds[at] : null,
  })),
);
const { filter: aFilter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    aCondition,
    fc.record({ and: many(tie('filter')) }),
    fc.record({ or: many(tie('filter')) }),
  ),
}));
const sortable = [
  'title',
  'key',
  'state',
  'horizon',
  'targetOn',
  'cost',
  'confidence',
  'tags',
  'rank',
  'createdAt',
  'ownerId',
  'custom.effort',
  'custom.size',
  'custom.seen',
];
const someSorts: fc.Arbitrary<Sort[]> = fc.uniqueArray(
  fc.record({ field: fc.constantFrom(...sortable), descending: fc.boolean() }),
  { maxLength: 3, selector: (sort) => sort.field },
);

async function fromDatabase(filter: Filter, sort: readonly Sort[]): Promise<string> {
  try {
    const page = await space.run<{ items: AnyItem[] }>('listFeatures', {
      filter,
      sort: sort.map((one) => `${one.descending === true ? '-' : ''}${one.field}`).join(',') || 'rank',
    });
    return page.items.map((item) => item.key).join(' ');
  } catch (error) {
    if (isFailure(error)) return error.id;
    throw error;
  }
}

function fromMemory(filter: Filter, sort: readonly Sort[]): string {
  const found = mirror.ofKind('feature').filter(matches(filter, feature, reader));
  return sortItems(found, sort.length === 0 ? [{ field: 'rank' }] : sort, feature, custom)
    .map((item) => item.key)
    .join(' ');
}

describe('memory and database', () => {
  it('find the same by every filter', async () => {
    const property = fc.asyncProperty(aFilter, async (filter) => {
      expect(fromMemory(filter, [])).toBe(await fromDatabase(filter, []));
    });
    await fc.assert(property, { numRuns: 300 });
  });
  it('sort alike', async () => {
    const all: Filter = { and: [] };
    const property = fc.asyncProperty(someSorts, async (sorts) => {
      expect(fromMemory(all, sorts)).toBe(await fromDatabase(all, sorts));
    });
    await fc.assert(property, { numRuns: 100 });
  });
});

describe('a mirror fed by the log', () => {
  it('equals a fresh snapshot', async () => {
    const seen = mirror.seq;
    await space.run('updateFeature', {
      ref: itemIds[4],
      title: 'no longer bare',
      custom: { effort: 2 },
      tags: ['x'],
      targetOn: day(1),
    });
    await space.run('updateFeature', { ref: itemIds[4], custom: { effort: null }, tags: [], targetOn: null });
    await space.run('archiveFeature', { ref: itemIds[3] });
    const made = await space.run<AnyItem>('createFeature', { title: 'New', cost: { amount: 1, currency: 'EUR' } });
    const link = await space.run<{ id: string }>('linkItems', {
      kind: 'feature.serves',
      from: made.id,
      to: needIds[0],
    });
    await space.run('updateNeed', { ref: needIds[0], statement: 'Fastest' });
    await space.run('confirmLink', { linkId: link.id, remark: 'Yes' });
    await space.run('createRemark', { title: 'not resident' });
    const unlinked = await space.run<{ id: string }>('linkItems', {
      kind: 'feature.serves',
      from: itemIds[4],
      to: needIds[1],
    });
    await space.run('unlinkItems', { linkId: unlinked.id });
    for (const change of await space.line.changesAfter(space.as('editor'), seen, 1000))
      expect(mirror.apply(change)).toBe('applied');
    const fresh = await loadMirror();
    const sorted = (rows: Iterable<AnyItem | object>) =>
      [...rows].sort((a, b) => (JSON.stringify(Reflect.get(a, 'id')) < JSON.stringify(Reflect.get(b, 'id')) ? -1 : 1));
    expect(mirror.seq).toBe(fresh.seq);
    expect(sorted(mirror.items())).toEqual(sorted(fresh.items()));
    expect(sorted(mirror.links())).toEqual(sorted(fresh.links()));
  });
});
