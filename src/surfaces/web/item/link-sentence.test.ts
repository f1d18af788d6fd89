import { expect, test } from 'vitest';
import { itemFrom, linkFrom } from '../../../line/row.ts';
import { model } from '../workspace/model.ts';
import { linkGroups, linkSentence, possibleLinks, whyNot } from './link-sentence.ts';

const feature = itemFrom(model.kind('feature'), { id: 'f', key: 'FEA-1', title: 'Compact tabs' });
const need = itemFrom(model.kind('need'), { id: 'n', key: 'NEED-4', title: 'Keep my tabs compact' });
const serves = linkFrom({ id: '1', kind: 'feature.serves', fromId: 'f', toId: 'n' });
const partOf = linkFrom({ id: '2', kind: 'feature.partOf', fromId: 'f', toId: 'a' });

test('links read as sentences from both sides, in the order of the definition', () => {
  expect(linkGroups(model, [partOf, serves], 'reliesOn').map((group) => group.words)).toEqual(['serves', 'is part of']);
  expect(linkGroups(model, [serves], 'reliedOnBy').map((group) => group.words)).toEqual(['is served by']);
  expect(linkGroups(model, [], 'reliesOn')).toEqual([]);
  expect(linkSentence(model, serves, { from: feature, to: need })).toBe('FEA-1 serves NEED-4');
});

test('only allowed links are offered', () => {
  const possible = possibleLinks(model, model.kind('need'));
  expect(possible.some((one) => one.type.id === 'feature.serves' && one.direction === 'reliedOnBy')).toBe(true);
  expect(possible.some((one) => one.type.id === 'feature.serves' && one.direction === 'reliesOn')).toBe(false);
});

test('a second link of a kind that holds one is refused with the reason', () => {
  const one = possibleLinks(model, model.kind('feature')).find((possible) => possible.type.id === 'feature.serves');
  if (one === undefined) throw new Error('feature.serves is gone');
  const single = { ...one, type: { ...one.type, definition: { ...one.type.definition, one: true } } };
  expect(whyNot(one, [serves], feature)).toBeNull();
  expect(whyNot(single, [], feature)).toBeNull();
  expect(whyNot(single, [serves], feature)).toContain('unlink');
});
