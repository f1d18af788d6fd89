/** Checks on what is not held in memory, or that look at it: the server finds the same whatever a browser can hold. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { defineCheck } from '../../src/line/check.ts';
import type { AnyItem } from '../../src/line/kind.ts';
import { lineSlice, need, remark } from '../../src/line/line.sample.ts';
import { createModel } from '../../src/line/model.ts';
import { openTestWorkspace, type TestWorkspace } from './workspace.ts';

const forgotten = defineCheck({
  id: 'remark-forgotten',
  on: remark,
  severity: 'warning',
  watches: 'A remark is past its review.',
  remedy: 'Look at it.',
  among: { field: 'nextReviewOn', op: 'lt', value: 'today' },
  find: (item, near) =>
    item.nextReviewOn !== null && item.nextReviewOn !== undefined && item.nextReviewOn < near.today
      ? [{ sentence: `${item.key} was to be reviewed.`, about: near.reliedOnBy(item), who: [] }]
      : [],
});
const unheard = defineCheck({
  id: 'need-closed-ears',
  on: need,
  severity: 'blocking',
  watches: 'A need rests on remarks that are all closed.',
  remedy: 'Listen again.',
  sees: [remark],
  find: (item, near) => {
    const heard = near.reliesOn(item, 'heardIn');
    if (heard.length === 0 || heard.some((one) => one.state !== 'closed')) return [];
    return [{ sentence: `${item.key} rests on what is closed.`, about: heard, who: [] }];
  },
});
const model = createModel([{ ...lineSlice, checks: [forgotten, unheard] }]);

let space: TestWorkspace;
beforeAll(async () => {
  space = await openTestWorkspace(model);
});
afterAll(() => space.close());

interface Found {
  readonly check: string;
  readonly item: AnyItem;
  readonly about: readonly AnyItem[];
}
const found = async (input: object = {}): Promise<readonly (readonly string[])[]> =>
  (await space.run<{ findings: Found[] }>('listFindings', input)).findings.map((one) => [
    one.check,
    one.item.title,
    ...one.about.map((other) => other.title),
  ]);

it('finds what lies in the database only, and through it, with what is held around it', async () => {
  const past = await space.run<AnyItem>('createRemark', { title: 'Late', nextReviewOn: '2021-05-01' });
  await space.run('createRemark', { title: 'In time', nextReviewOn: '2999-01-01' });
  const wish = await space.run<AnyItem>('createNeed', { title: 'Wish' });
  await space.run('linkItems', { kind: 'need.heardIn', from: wish.key, to: past.key });
  expect(await found()).toEqual([['remark-forgotten', 'Late', 'Wish']]);
  await space.run('updateRemark', { ref: past.key, state: 'closed' });
  expect(await found()).toEqual([
    ['need-closed-ears', 'Wish', 'Late'],
    ['remark-forgotten', 'Late', 'Wish'],
  ]);
  expect(await found({ kinds: ['remark'] })).toEqual([['remark-forgotten', 'Late', 'Wish']]);
  await space.run('archiveRemark', { ref: past.key });
  expect(await found()).toEqual([]);
});

it('a check on such a kind has to say among what', () => {
  const { among: _, ...rest } = forgotten;
  expect(() => defineCheck({ ...rest, on: remark, find: () => [] })).toThrow('"among"');
});

it('today is the day in the workspace, for checks and filters alike', async () => {
  const late = new Date('2021-05-31T20:00:00Z');
  await space.run('createRemark', { title: 'Last of May', nextReviewOn: '2021-05-31' });
  const then = { ...space.as('editor'), at: late };
  const due = async (): Promise<unknown> => {
    const filter = { field: 'nextReviewOn', op: 'lt', value: 'today' };
    const { items } = await space.run<{ items: AnyItem[] }>('listRemarks', { filter }, then);
    const { findings } = await space.run<{ findings: Found[] }>('listFindings', {}, then);
    return [items.map((one) => one.title), findings.map((one) => one.item.title)];
  };
  expect(await due()).toEqual([[], []]);
  await space.database.global((tx) =>
    tx.run(sql`update workspace set time_zone = 'Asia/Tokyo' where id = ${space.workspaceId}::uuid`),
  );
  expect(await due()).toEqual([['Last of May'], ['Last of May']]);
});

it('a list as of a moment goes on in pages, knows custom fields, and refuses words of the present', async () => {
  const custom = { key: 'effort', label: 'Effort', type: 'number', kinds: ['feature'] };
  await space.run('createCustomField', custom, space.as('admin'));
  for (const effort of [3, 1, 2]) await space.run('createFeature', { title: `Effort ${effort}`, custom: { effort } });
  const asOf = new Date(Date.now() + 1000).toISOString();
  const query = { asOf, sort: 'custom.effort', limit: 2, filter: { field: 'custom.effort', op: 'gte', value: 1 } };
  const first = await space.run<{ items: AnyItem[]; next: string }>('listFeatures', query);
  const rest = await space.run<{ items: AnyItem[]; next: null }>('listFeatures', { ...query, cursor: first.next });
  expect([...first.items, ...rest.items].map((one) => one.title)).toEqual(['Effort 1', 'Effort 2', 'Effort 3']);
  expect(rest.next).toBeNull();
  await expect(space.run('listFeatures', { asOf, search: 'effort' })).rejects.toMatchObject({ id: 'list.bad-filter' });
  await expect(space.run('listFeatures', { asOf, cursor: 'nonsense' })).rejects.toMatchObject({
    id: 'list.bad-cursor',
  });
});

it('many who ask at once while others write all get an answer, and the last one holds', async () => {
  const many = Array.from({ length: 12 }, (_, at) => at);
  const writing = many.map((at) =>
    space
      .run('createRemark', { title: `Late ${at}`, nextReviewOn: '2021-04-01' })
      .then(() => found({ kinds: ['remark'] })),
  );
  const asking = many.map(() => found());
  await Promise.all([...writing, ...asking]);
  const late = (await found({ kinds: ['remark'] })).filter(([, title]) => title?.startsWith('Late '));
  expect(late).toHaveLength(12);
});
