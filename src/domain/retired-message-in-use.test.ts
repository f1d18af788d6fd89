import { expect, test } from 'vitest';
import type { AnyItem } from '../line/index.ts';
import { domain } from './index.ts';
import { deniz, sampleLine } from './near.sample.ts';
import { message } from './position/index.ts';

const checks = domain.flatMap((slice) => slice.checks).filter((check) => check.id === 'retired-message-in-use');

const HOLDERS = [
  { kind: 'asset', heard: 'in use', quiet: 'approved', link: 'carries' },
  { kind: 'campaign', heard: 'live', quiet: 'done', link: 'says' },
  { kind: 'announcement', heard: 'scheduled', quiet: 'draft', link: 'says' },
] as const;

function said(kind: string, state: string, link: string, messageState: 'draft' | 'approved' | 'retired') {
  const check = checks.find((each) => each.on.name === kind);
  if (check === undefined) throw new Error(`retired-message-in-use does not watch ${kind}.`);
  const line = sampleLine('2021-05-10');
  const holder: AnyItem = { ...line.add(check.on, { ownerId: deniz }), state };
  line.relate(holder, link, line.add(message, { state: messageState }));
  return check.find(holder, line);
}

test('it watches three kinds', () => {
  expect(checks.map((check) => check.on.name).sort()).toEqual(HOLDERS.map((holder) => holder.kind).sort());
});

test.each(HOLDERS)('$kind in state $heard with a retired message is found', ({ kind, heard, link }) => {
  const [finding] = said(kind, heard, link, 'retired');
  expect(finding?.sentence).toContain(`is ${heard} and still carries MSG-1 “A fresh new Firefox”, which is retired.`);
  expect(finding?.who).toEqual([deniz]);
});

test.each(HOLDERS)('$kind with a message we still say is in order', ({ kind, heard, link }) => {
  expect(said(kind, heard, link, 'approved')).toEqual([]);
  expect(said(kind, heard, link, 'draft')).toEqual([]);
});

test.each(HOLDERS)('$kind in state $quiet is heard by nobody', ({ kind, quiet, link }) => {
  expect(said(kind, quiet, link, 'retired')).toEqual([]);
});
