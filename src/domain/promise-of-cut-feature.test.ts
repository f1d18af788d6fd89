import { expect, test } from 'vitest';
import type { AnyItem, Check } from '../line/index.ts';
import { feature } from './decide/index.ts';
import { domain } from './index.ts';
import { announcement } from './launch/index.ts';
import { deniz, sampleLine } from './near.sample.ts';

const checks = domain.flatMap((slice) => slice.checks).filter((check) => check.id === 'promise-of-cut-feature');

function checkOn(kind: string): Check {
  const check = checks.find((each) => each.on.name === kind);
  if (check === undefined) throw new Error(`promise-of-cut-feature does not watch ${kind}.`);
  return check;
}

/** Who tells people of features: in which state they hear it, in which not, and by which link it relies on them. */
const HOLDERS = [
  { kind: 'message', heard: 'approved', quiet: 'draft', link: 'promises' },
  { kind: 'claim', heard: 'approved', quiet: 'withdrawn', link: 'about' },
  { kind: 'asset', heard: 'in use', quiet: 'retired', link: 'shows' },
  { kind: 'campaign', heard: 'live', quiet: 'planned', link: 'promotes' },
  { kind: 'announcement', heard: 'scheduled', quiet: 'published', link: 'announces' },
] as const;

function told(kind: string, state: string, link: string, featureState: 'cut' | 'retired' | 'building' | 'shipped') {
  const check = checkOn(kind);
  const line = sampleLine('2021-05-10');
  const tabs = line.add(feature, { state: featureState });
  const teller: AnyItem = { ...line.add(check.on, { ownerId: deniz }), state };
  line.relate(teller, link, tabs, tabs);
  return { findings: check.find(teller, line), tabs };
}

test('it watches five kinds', () => {
  expect(checks.map((check) => check.on.name).sort()).toEqual(HOLDERS.map((holder) => holder.kind).sort());
});

test.each(HOLDERS)('$kind in state $heard that relies on a cut feature is found, once', ({ kind, heard, link }) => {
  const { findings, tabs } = told(kind, heard, link, 'cut');
  expect(findings).toMatchObject([{ about: [tabs], who: [deniz] }]);
  expect(findings[0]?.sentence).toContain(`is ${heard}, but FEA-1 “Inspired tab design” was cut.`);
});

test.each(HOLDERS)('$kind in state $heard that relies on a retired feature is found', ({ kind, heard, link }) => {
  expect(told(kind, heard, link, 'retired').findings[0]?.sentence).toContain('was retired.');
});

test.each(HOLDERS)('$kind in state $heard on a feature that stands is in order', ({ kind, heard, link }) => {
  expect(told(kind, heard, link, 'shipped').findings).toEqual([]);
  expect(told(kind, heard, link, 'building').findings).toEqual([]);
});

test.each(HOLDERS)('$kind in state $quiet is heard by nobody', ({ kind, quiet, link }) => {
  expect(told(kind, quiet, link, 'cut').findings).toEqual([]);
});

test('an announcement that a feature goes away speaks of what is gone on purpose', () => {
  const line = sampleLine('2021-07-01');
  const ftp = line.add(feature, { title: 'FTP support', state: 'retired' });
  const news = line.relate(line.add(announcement, { type: 'removed', state: 'scheduled' }), 'announces', ftp);
  expect(checkOn('announcement').find(news, line)).toEqual([]);
});
