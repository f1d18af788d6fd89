import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineCheck, ownersOf } from './check.ts';
import { impactOf } from './impact.ts';
import type { AnyItem } from './kind.ts';
import {
  changeOf,
  entryOf,
  feature,
  idOf,
  itemOf,
  lineModel,
  lineSlice,
  linkOf,
  message,
  snapshotOf,
} from './line.sample.ts';
import { createMirror } from './mirror.ts';
import { createModel } from './model.ts';
import { runChecks, Watch } from './near.ts';

const early = defineCheck({
  id: 'said-before-available',
  on: message,
  severity: 'blocking',
  watches: 'A message said before its feature is there.',
  remedy: 'Move one of them.',
  find: (item, near) =>
    near.reliesOn(item, 'promises').flatMap((other) =>
      item.saidOn !== null && typeof other.targetOn === 'string' && item.saidOn < other.targetOn
        ? [
            {
              sentence: `${item.key} is said on ${item.saidOn}, ${other.key} comes on ${other.targetOn}.`,
              about: [other],
              who: ownersOf(item, other),
            },
          ]
        : [],
    ),
});
const unserved = defineCheck({
  id: 'feature-without-need',
  on: feature,
  severity: 'warning',
  watches: 'A feature that serves nothing.',
  remedy: 'Link a need.',
  find: (item, near) =>
    near.reliesOn(item, 'serves').length > 0
      ? []
      : [{ sentence: `${item.key} serves no need.`, about: [], who: ownersOf(item) }],
});
const model = createModel([{ ...lineSlice, checks: [early, unserved] }]);

const [ana, deniz] = [idOf(90_001), idOf(90_002)];
const need = itemOf('need', 1);
const compact = itemOf('feature', 1, { targetOn: '2021-06-01', ownerId: ana });
const onTop = itemOf('feature', 2, { targetOn: '2021-06-01' });
const first = itemOf('message', 1, { saidOn: '2021-06-01', ownerId: deniz });
const second = itemOf('message', 2, { saidOn: '2021-07-01', ownerId: deniz });
const old = itemOf('message', 3, { archivedAt: '2021-01-01T00:00:00.000Z' });
const links = [
  linkOf('feature.serves', compact, need),
  linkOf('feature.serves', onTop, need),
  linkOf('feature.dependsOn', onTop, compact),
  linkOf('message.promises', first, compact),
  linkOf('message.promises', old, compact),
  linkOf('message.promises', second, onTop),
];
const line = createMirror(model);
line.load(snapshotOf(1, [need, compact, onTop, first, second, old], links));
const scene = { model, line, today: '2021-05-18' };

describe('the impact of a change not yet made', () => {
  it('names what falls out of step, what hangs on that, and whose it is', () => {
    const impact = impactOf(scene, compact, { targetOn: '2021-06-20' });
    expect(impact.materialFields).toEqual(['targetOn']);
    expect(impact.direct.map(({ item }) => item.key)).toEqual(['FEA-2', 'MSG-1']);
    expect(impact.indirect.map(({ item, path }) => [item.key, path.length])).toEqual([['MSG-2', 2]]);
    expect(impact.owners).toEqual([
      { memberId: null, itemIds: [onTop.id] },
      { memberId: deniz, itemIds: [first.id] },
    ]);
  });
  it('says what the checks would find, and what they would no longer', () => {
    const later = impactOf(scene, compact, { targetOn: '2021-06-20' });
    expect(later.appearing.map((finding) => [finding.check, finding.who])).toEqual([
      ['said-before-available', [deniz, ana]],
    ]);
    expect(impactOf(scene, first, { saidOn: '2021-05-01' }).appearing).toHaveLength(1);
    expect(
      impactOf(scene, need, { archivedAt: '2021-05-18T00:00:00.000Z' }).appearing.map((finding) => finding.check),
    ).toEqual(['feature-without-need', 'feature-without-need']);
    const lone = itemOf('feature', 9);
    const withLone = createMirror(model);
    withLone.load(snapshotOf(1, [lone], []));
    expect(
      impactOf({ ...scene, line: withLone }, lone, { archivedAt: '2021-05-18T00:00:00.000Z' }).vanishing,
    ).toHaveLength(1);
  });
  it('follows the end on timelines to the date behind it', () => {
    expect(impactOf(scene, compact, { endOn: '2021-06-20' }).direct).toHaveLength(2);
  });
  it('is nothing where nothing material changes', () => {
    for (const patch of [{}, { notes: 'x' }, { targetOn: '2021-06-01' }, { title: compact.title, ownerId: deniz }]) {
      expect(impactOf(scene, compact, patch)).toMatchObject({ direct: [], indirect: [], appearing: [], vanishing: [] });
    }
  });
  it('is nothing new for what is out of step already', () => {
    const out = createMirror(model);
    out.load(
      snapshotOf(
        1,
        [{ ...compact, revision: 2, materialRevision: 2 }, first],
        [linkOf('message.promises', first, compact)],
      ),
    );
    const moved = out.item(compact.id) ?? compact;
    expect(impactOf({ ...scene, line: out }, moved, { targetOn: '2022-01-01' })).toMatchObject({
      direct: [],
      indirect: [],
    });
  });
});

describe('checks after changes', () => {
  it('run only around what was touched, and find what a full run finds', () => {
    const days = fc.constantFrom(null, '2021-05-01', '2021-06-01', '2021-07-01');
    const items: readonly AnyItem[] = [compact, onTop, first, second];
    const edit = fc.oneof(
      fc
        .tuple(fc.constantFrom(...items), days)
        .map(([item, day]) => entryOf(item, {}, item.kind === 'message' ? { saidOn: day } : { targetOn: day })),
      fc.constantFrom(...links).map((link) => entryOf(link, { ...link }, null)),
      fc.constantFrom(...links).map((link) => entryOf(link, null, { ...link })),
      fc
        .tuple(fc.constantFrom(...items), fc.option(fc.constant('2021-05-01T00:00:00.000Z')))
        .map(([item, archivedAt]) => entryOf(item, {}, { archivedAt })),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 15 }), (edits) => {
        const mirror = createMirror(model);
        mirror.load(snapshotOf(0, [need, ...items], links));
        const watch = new Watch(model, mirror, '2021-05-18');
        mirror.subscribe((touched) => watch.refresh(touched, '2021-05-18'));
        for (const [at, entry] of edits.entries()) mirror.apply(changeOf(at + 1, [entry]));
        const shown = (findings: readonly object[]) => findings.map((finding) => JSON.stringify(finding)).sort();
        expect(shown(watch.findings)).toEqual(shown(runChecks(model, mirror, '2021-05-18')));
      }),
    );
  });
  it('pass over archived neighbours', () => {
    expect(runChecks(lineModel, line, '2021-05-18')).toEqual([]);
    expect(runChecks(model, line, '2021-05-18', { onlyAround: [compact.id] })).toEqual([]);
  });
});
