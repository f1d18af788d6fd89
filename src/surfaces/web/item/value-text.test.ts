import { expect, test } from 'vitest';
import { model } from '../workspace/model.ts';
import { fieldLabel, isWritten, valueText } from './value-text.ts';

const feature = model.kind('feature');
const launch = model.kind('launch');
const nameOf = (id: string): string => ({ m: 'Ana', p: 'Firefox' })[id] ?? '';
const text = (kind: typeof feature, name: string, value: unknown): string => valueText({ kind, name }, value, nameOf);

test('every kind of value is said in words', () => {
  expect(text(feature, 'targetOn', '2021-06-01')).toContain('2021');
  expect(text(feature, 'state', 'cut')).toBe('Cut');
  expect(text(feature, 'ownerId', 'm')).toBe('Ana');
  expect(text(feature, 'ownerId', 'gone')).toBe('somebody who left');
  expect(text(feature, 'productId', 'p')).toBe('Firefox');
  expect(text(feature, 'availablePlans', ['Free', 'Team'])).toBe('Free\nTeam');
  expect(text(feature, 'archivedAt', '2021-06-01T00:00:00Z')).toBe('archived');
  expect(text(feature, 'tags', ['a', 'b'])).toBe('a, b');
  expect(text(feature, 'custom', { score: 3 })).toBe('Score: 3');
});

test('a small table is said row by row, without its empty cells', () => {
  const targets = [{ metric: 'Users on 89', value: 80, unit: null, by: null }];
  expect(text(launch, 'targets', targets)).toBe('Metric: Users on 89, Value: 80');
});

test('nothing and values of another shape break nothing', () => {
  expect(text(feature, 'summary', null)).toBe('');
  expect(text(launch, 'targets', 'nonsense')).toBe('');
  expect(text(feature, 'nowhere', 3)).toBe('3');
});

test('prose is told from what is replaced whole', () => {
  expect(isWritten(feature, 'summary')).toBe(true);
  expect(isWritten(feature, 'targetOn')).toBe(false);
  expect(isWritten(feature, 'productId')).toBe(false);
  expect(fieldLabel(feature, 'targetOn')).toBe('Target date');
  expect(fieldLabel(feature, 'archivedAt')).toBe('Archived');
});
