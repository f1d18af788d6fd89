/** The tables that the handbook shows are tables that bring back the worked example: tried for every method. */
import { describe, expect, test } from 'vitest';
import { exampleTable } from '../../scripts/docs/handbook/example-table.ts';
import { methods } from '../../src/methods/index.ts';

/** A few plain numbers, or several unlike lists: nothing that rows and columns would make easier to give. */
const WITHOUT = [
  'sean-ellis-test',
  'proportion-interval',
  'sample-size',
  'margin-of-error',
  'price-change',
  'power-two-proportions',
  'power-two-means',
  'two-proportions',
  'confidence-sequence',
  'shapley-value',
  'media-response',
  'unit-economics',
  'break-even',
  'littles-law',
];

describe('the handbook’s tables', () => {
  test('bring back the worked example of every method that takes rows', () => {
    const without = methods.filter((method) => exampleTable(method) === null).map(({ name }) => name);
    expect(without).toEqual(WITHOUT);
  });
});
