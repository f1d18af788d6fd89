import { expect, test } from 'vitest';
import { ana, sampleLine } from '../near.sample.ts';
import { area } from './area/area.ts';
import { overdueCheck } from './overdue.ts';

const TODAY = '2021-05-10';
const overdue = overdueCheck(area);

function reviewed(nextReviewOn: string | null, state: 'active' | 'retired' = 'active') {
  const line = sampleLine(TODAY);
  return overdue.find(line.add(area, { nextReviewOn, state, ownerId: ana }), line);
}

test('an item past its next review is found', () => {
  const sentence = 'AREA-1 “Tabs” was to be reviewed by 9 May 2021.';
  expect(reviewed('2021-05-09')).toEqual([{ sentence, about: [], who: [ana] }]);
});

test('on the day itself it is not late', () => expect(reviewed('2021-05-10')).toEqual([]));
test('without a review day nothing is late', () => expect(reviewed(null)).toEqual([]));
test('what is retired is reviewed by nobody', () => expect(reviewed('2021-01-01', 'retired')).toEqual([]));
