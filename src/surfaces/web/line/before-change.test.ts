import { describe, expect, test } from 'vitest';
import { type AnyItem, createMirror } from '../../../line/index.ts';
import { model } from '../workspace/model.ts';
import { countsInWords, hurtOf, isWorthAsking, ownersInWords } from './before-change.ts';

const item = (kind: string, number: number, more: object = {}): Record<string, unknown> => ({
  id: `${kind}-${String(number)}`,
  kind,
  number,
  key: `${model.kind(kind).key}-${String(number)}`,
  title: `${kind} ${String(number)}`,
  ...more,
});
const link = (id: string, kind: string, fromId: string, toId: string): Record<string, unknown> => ({
  id,
  kind,
  fromId,
  toId,
  agreedRevision: 1,
});

const rows = [
  item('feature', 1, { state: 'planned', targetOn: '2021-06-01' }),
  item('message', 1, { ownerId: 'ana' }),
  item('message', 2, { ownerId: 'ana' }),
  item('launch', 1, { ownerId: null }),
  item('campaign', 1, { ownerId: 'deniz' }),
  link('1', 'message.promises', 'message-1', 'feature-1'),
  link('2', 'message.promises', 'message-2', 'feature-1'),
  link('3', 'launch.launches', 'launch-1', 'feature-1'),
  link('4', 'campaign.promotes', 'campaign-1', 'launch-1'),
];
const mirror = createMirror(model);
mirror.load([{ seq: 1, epoch: 1 }, ...rows, { end: true, items: 5, links: 4 }]);
const scene = { model, line: mirror, today: '2021-05-18' };
const found = (ref: string): AnyItem => {
  const one = mirror.find(ref);
  if (one === undefined) throw new Error(`${ref} is missing`);
  return one;
};
const nameOf = (id: string): string => ({ ana: 'Ana', deniz: 'Deniz' })[id] ?? '';

/** The reader's locale decides about the last comma. */
const british = (text: string): string => text.replace(', and ', ' and ');

test('many kinds are summed up, what there is most of first', () => {
  const many = ['feature', 'message', 'launch', 'campaign'].map((kind) => found(`${model.kind(kind).key}-1`));
  expect(british(countsInWords(model, many))).toBe('1 feature, 1 message, 1 launch and 1 campaign');
  const more = [...many, found('MSG-2'), { ...found('CMP-1'), kind: 'asset' }];
  expect(british(countsInWords(model, more))).toBe('2 messages, 1 feature, 1 launch and 2 more');
});

describe('before a change hurts', () => {
  test('a date that others rely on names what falls out of step and whose it is', () => {
    const hurt = hurtOf(scene, [found('FEA-1')], { targetOn: '2021-07-13' });
    expect(countsInWords(model, hurt.items)).toBe('2 messages and 1 launch');
    expect(ownersInWords(hurt.ownerIds, nameOf)).toBe('Ana and nobody yet');
    expect(hurt.indirectCount).toBe(1);
    expect(isWorthAsking(hurt)).toBe(true);
  });
  test('what is out of step already is counted, and falls out no second time', () => {
    const moved = createMirror(model);
    const [feature, ...others] = rows;
    moved.load([
      { seq: 1, epoch: 1 },
      { ...feature, materialRevision: 2 },
      ...others,
      { end: true, items: 5, links: 4 },
    ]);
    const one = moved.find('FEA-1');
    const hurt = hurtOf({ ...scene, line: moved }, one === undefined ? [] : [one], { targetOn: '2021-07-13' });
    expect(hurt).toMatchObject({ items: [], outAlreadyCount: 3 });
    expect(hurtOf(scene, [found('FEA-1')], { targetOn: '2021-07-13' }).outAlreadyCount).toBe(0);
  });
  test('what nobody relies on, and the same value again, ask nothing', () => {
    expect(isWorthAsking(hurtOf(scene, [found('FEA-1')], { effort: 3 }))).toBe(false);
    expect(isWorthAsking(hurtOf(scene, [found('FEA-1')], { targetOn: '2021-06-01' }))).toBe(false);
    expect(isWorthAsking(hurtOf(scene, [found('CMP-1')], { title: 'Other' }))).toBe(false);
    expect(isWorthAsking(hurtOf(scene, [], { title: 'Other' }))).toBe(false);
  });
  test('items changed together do not count as hurt by each other', () => {
    const both = hurtOf(scene, [found('FEA-1'), found('LCH-1')], { archivedAt: '2021-05-18T00:00:00Z' });
    expect(both.items.map((one) => one.key)).toEqual(['MSG-1', 'MSG-2', 'CMP-1']);
  });
});
