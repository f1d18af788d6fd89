import { expect, test } from 'vitest';
import { itemFrom, linkFrom } from '../../../line/row.ts';
import type { OutOfStep } from '../workspace/hooks.ts';
import { model } from '../workspace/model.ts';
import { causesOf, isWanted, readWanted, writeWanted } from './out-of-step-groups.ts';

const to = itemFrom(model.kind('feature'), { id: 'f', key: 'FEA-1' });
const row = (id: string, agreedRevision: number, ownerId: string | null): OutOfStep => ({
  link: linkFrom({ id, kind: 'message.promises', fromId: id, toId: 'f', agreedRevision }),
  from: itemFrom(model.kind('message'), { id, key: id, ownerId }),
  to,
});

test('rows that ask the same question stand together, in the order they came', () => {
  const causes = causesOf([row('a', 1, 'ana'), row('b', 2, 'ana'), row('c', 1, null)]);
  expect(causes.map((cause) => cause.rows.map(({ link }) => link.id))).toEqual([['a', 'c'], ['b']]);
  expect(causesOf([])).toEqual([]);
});

test('the address says whose and of which kind, and is read back as written', () => {
  expect(readWanted('', 'ana')).toEqual({ owner: 'ana', kind: '' });
  for (const wanted of [
    { owner: 'ana', kind: '' },
    { owner: 'all', kind: 'message' },
    { owner: 'nobody', kind: '' },
  ]) {
    expect(readWanted(writeWanted(wanted, 'ana'), 'ana')).toEqual(wanted);
  }
});

test('mine, nobody’s and all are told apart', () => {
  const rows = [row('a', 1, 'ana'), row('c', 1, null)];
  const ids = (owner: string, kind = ''): string[] =>
    rows.filter((one) => isWanted(one, { owner, kind })).map(({ link }) => link.id);
  expect(ids('ana')).toEqual(['a']);
  expect(ids('nobody')).toEqual(['c']);
  expect(ids('all')).toEqual(['a', 'c']);
  expect(ids('all', 'launch')).toEqual([]);
});
