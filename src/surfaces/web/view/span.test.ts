import { describe, expect, test } from 'vitest';
import type { AnyItem } from '../../../line/index.ts';
import { model } from '../workspace/model.ts';
import { daysPatch, pulled, uncut } from './span.ts';

const SPAN = { start: '2027-03-01', end: '2027-03-10' };
const BASE: AnyItem = {
  id: 'i',
  key: 'TSK-1',
  number: 1,
  kind: 'task',
  title: 'T',
  state: 'todo',
  description: null,
  ownerId: null,
  productId: null,
  teamId: null,
  startOn: null,
  endOn: null,
  confidence: null,
  nextReviewOn: null,
  tags: [],
  custom: {},
  rank: 'a',
  source: null,
  sourceId: null,
  restrictedTo: null,
  revision: 1,
  materialRevision: 1,
  createdAt: '',
  createdBy: null,
  changedAt: '',
  changedBy: null,
  archivedAt: null,
};

describe('a pull', () => {
  test('moves the bar, or one end as far as the other', () => {
    expect(pulled(SPAN, 'bar', -1)).toEqual({ start: '2027-02-28', end: '2027-03-09' });
    expect(pulled(SPAN, 'end', 5)).toEqual({ start: '2027-03-01', end: '2027-03-15' });
    expect(pulled(SPAN, 'end', -50)).toEqual({ start: '2027-03-01', end: '2027-03-01' });
    expect(pulled(SPAN, 'start', 50)).toEqual({ start: '2027-03-10', end: '2027-03-10' });
  });
});

describe('the fields it writes', () => {
  const feature = { ...BASE, kind: 'feature', targetOn: '2027-03-10', endOn: '2027-03-10' };
  test('only the end where only that is said, by the kind’s own name', () => {
    const next = { start: '2027-03-12', end: '2027-03-12' };
    expect(daysPatch(model.kind('feature'), feature, next)).toEqual({ targetOn: '2027-03-12' });
  });
  test('a start too, once it is pulled away from the end', () => {
    const next = { start: '2027-03-02', end: '2027-03-10' };
    expect(daysPatch(model.kind('feature'), feature, next)).toEqual({ startOn: '2027-03-02' });
  });
  test('nothing where nothing moved, or where there is no day', () => {
    const same = { start: '2027-03-10', end: '2027-03-10' };
    expect(daysPatch(model.kind('feature'), feature, same)).toEqual({});
    expect(daysPatch(model.kind('feature'), { ...BASE, kind: 'feature' }, same)).toEqual({});
  });
});

describe('where the view begins', () => {
  test('stays where it was wanted while no bar is cut to a sliver', () => {
    expect(uncut(100, [])).toBe(100);
    expect(uncut(100, [40, 100, 124, 400])).toBe(100);
  });

  test('moves back until every bar it cuts can be pressed, and never before the first day', () => {
    expect(uncut(100, [110])).toBe(86);
    expect(uncut(100, [110, 90])).toBe(66);
    expect(uncut(10, [12])).toBe(0);
  });
});
