import { expect, test } from 'vitest';
import { deniz, sampleLine } from '../../near.sample.ts';
import { competitor, competitorMove } from '../../understand/index.ts';
import { battlecard } from './battlecard.ts';
import { staleCompetitor } from './stale-competitor.check.ts';

/** 90 days after 1 March 2021. */
const TODAY = '2021-05-30';
const seen = (seenOn: string | null) => ({ what: 'Product page', address: null, seenOn });

function lookedAt(...days: readonly (string | null)[]) {
  const line = sampleLine(TODAY);
  const chrome = line.add(competitor, { sources: days.map(seen), changedAt: '2021-05-29T10:00:00.000Z' });
  const card = line.add(battlecard, { state: 'approved', ownerId: deniz });
  line.relate(card, 'against', chrome);
  return { line, card, chrome, findings: () => staleCompetitor.find(card, line) };
}

test('after 90 days without a look the battlecard is found, after 89 it is not', () => {
  const { chrome, findings } = lookedAt('2021-03-01');
  const sentence =
    'BAT-1 “Firefox or Chrome on managed desktops” is approved, but COMP-1 “Google Chrome” was last looked at on 1 March 2021.';
  expect(findings()).toEqual([{ sentence, about: [chrome], who: [deniz] }]);
  expect(lookedAt('2021-03-02').findings()).toEqual([]);
});

test('the newest source counts', () => expect(lookedAt('2020-01-01', '2021-05-01', null).findings()).toEqual([]));

test('a move that was noticed is a look', () => {
  const { line, chrome, findings } = lookedAt('2020-01-01');
  line.relate(line.add(competitorMove, { happenedOn: '2021-05-25' }), 'madeBy', chrome);
  expect(findings()).toEqual([]);
});

test('without a dated source the last change of the page counts', () => {
  expect(lookedAt().findings()).toEqual([]);
  const line = sampleLine(TODAY);
  const card = line.add(battlecard, { state: 'approved' });
  line.relate(card, 'against', line.add(competitor, { sources: null, changedAt: '2021-02-01T10:00:00.000Z' }));
  expect(staleCompetitor.find(card, line)).toHaveLength(1);
});

test.each(['draft', 'retired'] as const)('a battlecard in state %s is used by nobody', (state) => {
  const { line, chrome } = lookedAt('2020-01-01');
  expect(staleCompetitor.find(line.relate(line.add(battlecard, { state }), 'against', chrome), line)).toEqual([]);
});
