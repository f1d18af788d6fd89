import { expect, test } from 'vitest';
import { twoLines } from './two-lines.ts';

test('a title breaks at words into at most two lines', () => {
  expect(twoLines('Tabs', 16)).toEqual(['Tabs']);
  expect(twoLines('Firefox 89: a fresh new Firefox', 16)).toEqual(['Firefox 89: a', 'fresh new Firef…']);
  expect(twoLines('Donaudampfschifffahrtsgesellschaft', 16)).toEqual(['Donaudampfschiff', 'fahrtsgesellsch…']);
  expect(twoLines('', 16)).toEqual(['']);
});
