import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changedSinceAgreed } from './agreed.ts';
import { mirrorAsOf, rowAsOf } from './as-of.ts';
import type { Entry } from './change.ts';
import type { AnyItem } from './kind.ts';
import {
  changeOf,
  entryOf,
  feature as featureKind,
  itemOf,
  lineModel,
  linkOf,
  need as needKind,
  snapshotOf,
} from './line.sample.ts';
import { createMirror } from './mirror.ts';
import { isRank, rankBetween, ranksBetween } from './rank.ts';
import { planUndo, type UndoStep } from './undo.ts';

const need = itemOf('need', 1, { statement: 'Small tabs', revision: 1 });
const feature = itemOf('feature', 1);
const serves = linkOf('feature.serves', feature, need);

const edit = (item: AnyItem, revision: number, before: object, after: object): Entry =>
  entryOf(item, { ...before, revision: revision - 1 }, { ...after, revision, materialRevision: revision });

describe('what changed since a link was agreed', () => {
  const changes = [
    changeOf(
      3,
      [
        edit(
          need,
          3,
          { statement: 'Small tabs, please', title: 'NEED-1' },
          { statement: 'Compact tabs', title: 'Tabs' },
        ),
      ],
      { actorName: 'Deniz' },
    ),
    changeOf(2, [
      edit(need, 2, { statement: 'Small tabs', importance: 1 }, { statement: 'Small tabs, please', importance: 2 }),
    ]),
    changeOf(4, [edit(need, 4, { title: 'Tabs' }, { title: 'NEED-1' })]),
  ];
  const to = { ...need, statement: 'Compact tabs', importance: 2, revision: 4, materialRevision: 4 };
  it('is the material fields, then and now, who and when; changed back is no change', () => {
    expect(changedSinceAgreed({ link: serves, to, kind: needKind, changes })).toEqual([
      {
        field: 'statement',
        label: 'Statement',
        agreed: 'Small tabs',
        now: 'Compact tabs',
        byId: null,
        by: 'Deniz',
        at: changes[0]?.at,
        seq: 3,
      },
    ]);
  });
  it('starts at the revision agreed', () => {
    expect(changedSinceAgreed({ link: { ...serves, agreedRevision: 2 }, to, kind: needKind, changes })[0]?.agreed).toBe(
      'Small tabs, please',
    );
    expect(changedSinceAgreed({ link: { ...serves, agreedRevision: 4 }, to, kind: needKind, changes })).toEqual([]);
  });
  it('tells of going, too', () => {
    const cut = changeOf(5, [
      edit(
        feature,
        2,
        { state: 'building', archivedAt: null },
        { state: 'cut', archivedAt: '2021-05-02T00:00:00.000Z' },
      ),
    ]);
    const gone = { ...feature, state: 'cut', archivedAt: '2021-05-02T00:00:00.000Z' };
    const fields = changedSinceAgreed({
      link: { ...serves, agreedRevision: 1 },
      to: gone,
      kind: featureKind,
      changes: [cut],
    });
    expect(fields.map((one) => one.field)).toEqual(['state', 'archivedAt']);
  });
});

describe('undo', () => {
  const lineOf = (items: readonly AnyItem[], links = [serves]) => {
    const mirror = createMirror(lineModel);
    mirror.load(snapshotOf(1, items, links));
    return mirror;
  };
  const change = changeOf(2, [
    edit(need, 2, { statement: 'a', custom: { x: 1, y: 1 } }, { statement: 'b', custom: { x: 2, y: 1 } }),
  ]);

  it('puts back what was, and leaves what others changed beside it', () => {
    const now = { ...need, statement: 'b', title: 'Later', custom: { x: 2, y: 9 }, revision: 3 };
    expect(planUndo(lineModel, change, lineOf([now, feature]))).toEqual({
      steps: [{ do: 'update', itemId: need.id, values: { statement: 'a', custom: { x: 1, y: 9 } } }],
      inTheWay: [],
    });
  });
  it('says what stands in the way, and takes no step', () => {
    const now = { ...need, statement: 'c', custom: { x: 3 }, revision: 3 };
    expect(planUndo(lineModel, change, lineOf([now, feature]))).toEqual({
      steps: [],
      inTheWay: ['"Statement" of NEED-1 was changed again since', '"x" of NEED-1 was changed again since'],
    });
  });
  it('has nothing to do where all is as it was', () => {
    expect(planUndo(lineModel, change, lineOf([{ ...need, statement: 'a', custom: { x: 1 } }]))).toEqual({
      steps: [],
      inTheWay: [],
    });
  });
  it('archives what was created, unless others rely on it now', () => {
    const created = changeOf(2, [entryOf(need, null, need), entryOf(serves, null, { ...serves })]);
    expect(planUndo(lineModel, created, lineOf([need, feature])).steps).toEqual([
      { do: 'unlink', linkId: serves.id },
      { do: 'archive', itemId: need.id },
    ]);
    const alone = changeOf(2, [entryOf(need, null, need)]);
    expect(planUndo(lineModel, alone, lineOf([need, feature])).inTheWay).toEqual(['FEA-1 relies on NEED-1 now']);
    expect(planUndo(lineModel, alone, lineOf([{ ...need, revision: 2 }], [])).inTheWay).toEqual([
      'NEED-1 was changed since it was created',
    ]);
  });
  it('brings a removed link back, unless there is one again or an end is gone', () => {
    const removed = changeOf(2, [entryOf(serves, { ...serves }, null)]);
    expect(planUndo(lineModel, removed, lineOf([need, feature], [])).steps).toEqual([{ do: 'relink', link: serves }]);
    expect(planUndo(lineModel, removed, lineOf([need, feature], [{ ...serves, id: 'other' }])).inTheWay).toEqual([
      'FEA-1 was linked to NEED-1 again since',
    ]);
    expect(planUndo(lineModel, removed, lineOf([need], [])).inTheWay).toHaveLength(1);
  });
  it('takes "still true" back, unless it was said again', () => {
    const confirmed = changeOf(2, [
      entryOf(serves, { agreedRevision: 1, remark: null }, { agreedRevision: 3, remark: 'ok' }),
    ]);
    const agreed = { ...serves, agreedRevision: 3, remark: 'ok' };
    expect(planUndo(lineModel, confirmed, lineOf([need, feature], [agreed])).steps).toEqual([
      { do: 'updateLink', linkId: serves.id, values: { agreedRevision: 1, remark: null } },
    ]);
    expect(
      planUndo(lineModel, confirmed, lineOf([need, feature], [{ ...agreed, agreedRevision: 5 }])).inTheWay,
    ).toHaveLength(1);
  });
  it('hands comments and views, reversed, to those who hold them', () => {
    const comment: Entry = {
      subject: 'comment',
      id: 'c',
      itemId: need.id,
      kind: 'comment',
      before: null,
      after: { body: 'x' },
    };
    expect(planUndo(lineModel, changeOf(2, [comment]), lineOf([need])).steps).toEqual([
      { do: 'beside', reversed: { ...comment, before: { body: 'x' }, after: null } },
    ]);
  });
  it('of several edits of one item ends where it began, and undone again ends where it was', () => {
    const titles = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(titles, (wanted) => {
        const all = ['start', ...wanted];
        const entries = wanted.map((title, at) => entryOf(need, { title: all[at] }, { title }));
        const now = { ...need, title: wanted.at(-1) ?? '' };
        const { steps, inTheWay } = planUndo(lineModel, changeOf(2, entries), lineOf([now]));
        expect(inTheWay).toEqual([]);
        const values = (done: readonly UndoStep[]) =>
          done.flatMap((step) => (step.do === 'update' ? [step.values.title] : []));
        expect(values(steps).at(-1)).toBe('start');
      }),
    );
  });
});

describe('as of a moment', () => {
  const changes = [
    changeOf(1, [entryOf(need, null, need)], { at: '2021-05-01T00:00:00.000Z' }),
    changeOf(
      2,
      [
        entryOf(need, { title: 'NEED-1' }, { title: 'b' }),
        entryOf(feature, null, feature),
        entryOf(serves, null, { ...serves }),
      ],
      { at: '2021-05-02T00:00:00.000Z' },
    ),
    changeOf(3, [entryOf(need, { title: 'b' }, { title: 'c' }), entryOf(serves, { ...serves }, null)], {
      at: '2021-05-03T00:00:00.000Z',
    }),
  ];
  const mirror = createMirror(lineModel);
  mirror.load(snapshotOf(3, [{ ...need, title: 'c' }, feature], []));

  it('a row is what it was', () => {
    const titleAt = (moment: { seq: number } | { at: string }) =>
      rowAsOf({ ...need, title: 'c' }, { id: need.id, changes, moment })?.title;
    expect([
      titleAt({ seq: 3 }),
      titleAt({ seq: 2 }),
      titleAt({ at: '2021-05-01T12:00:00Z' }),
      titleAt({ seq: 0 }),
    ]).toEqual(['c', 'b', 'NEED-1', undefined]);
    expect(rowAsOf(null, { id: serves.id, changes, moment: { seq: 2 } })).toEqual(serves);
  });
  it('the whole line is what it was, and the line of today stays', () => {
    const then = mirrorAsOf({ model: lineModel, mirror, changes }, { at: '2021-05-02T00:00:00Z' });
    expect([then.seq, then.item(need.id)?.title, then.linksTo(need.id).length]).toEqual([2, 'b', 1]);
    expect(mirrorAsOf({ model: lineModel, mirror, changes }, { seq: 0 }).size).toEqual({ items: 0, links: 0 });
    expect(mirror.item(need.id)?.title).toBe('c');
  });
  it('refuses to skip a change', () => {
    expect(() => mirrorAsOf({ model: lineModel, mirror, changes: changes.slice(0, 2) }, { seq: 0 })).toThrow('missing');
  });
});

describe('a rank', () => {
  it('lies between its neighbours, however often', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20), { maxLength: 40 }), (places) => {
        const ranks: string[] = [];
        for (const place of places) {
          const at = place % (ranks.length + 1);
          ranks.splice(at, 0, rankBetween(ranks[at - 1] ?? null, ranks[at] ?? null));
        }
        expect(ranks).toEqual(ranks.toSorted((a, b) => (a < b ? -1 : 1)));
        expect(new Set(ranks).size).toBe(ranks.length);
      }),
    );
    expect(ranksBetween('a0', 'a1', 3)).toHaveLength(3);
  });
  it('beside equal ranks goes behind them', () => expect(rankBetween('a0', 'a0') > 'a0').toBe(true));
  it('is known by its form', () => expect([isRank('a0'), isRank('hello'), isRank('')]).toEqual([true, false, false]));
});
