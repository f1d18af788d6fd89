import { expect, it } from 'vitest';
import { Presence, STAYS_MS } from './presence.ts';

const LIST = 'list:features';
const ITEM = 'item:a';

function scene() {
  let nowMs = 0;
  const presence = new Presence(() => nowMs);
  const told: string[] = [];
  presence.onMove((workspaceId, memberId) => void told.push(`${workspaceId} ${memberId}`));
  return {
    presence,
    told,
    pass: (milliseconds: number) => {
      nowMs += milliseconds;
    },
    look: (memberId: string, places: readonly string[], { tab = memberId, workspaceId = 'w' } = {}) =>
      presence.look({ workspaceId, memberId, tab, places }),
  };
}

it('who looks at the same is told of each other, and nobody of themselves', () => {
  const { look, presence, told } = scene();
  expect(look('ana', [ITEM, LIST])).toEqual([]);
  expect(look('ben', [ITEM])).toEqual([{ place: ITEM, memberIds: ['ana'] }]);
  expect(told).toEqual(['w ana', 'w ana', 'w ben']);
  expect(presence.around('w', 'ana')).toEqual([{ place: ITEM, memberIds: ['ben'] }]);
});

it('the same said again tells nobody', () => {
  const { look, told } = scene();
  look('ana', [ITEM]);
  look('ben', [ITEM]);
  told.length = 0;
  look('ben', [ITEM]);
  expect(told).toEqual([]);
});

it('who leaves, or moves on, is gone at once', () => {
  const { look, presence, told } = scene();
  look('ana', [ITEM]);
  look('ben', [ITEM]);
  told.length = 0;
  look('ben', [LIST]);
  expect(told).toEqual(['w ana', 'w ben']);
  expect(presence.around('w', 'ana')).toEqual([]);
  look('ben', []);
  expect(presence.around('w', 'ben')).toEqual([]);
});

it('who has fallen silent is gone when anybody speaks, and those there are told', () => {
  const { look, told, pass } = scene();
  look('ben', [ITEM]);
  pass(STAYS_MS / 2);
  look('ana', [ITEM]);
  pass(STAYS_MS / 2);
  expect(look('ana', [ITEM])).toEqual([{ place: ITEM, memberIds: ['ben'] }]);
  pass(1);
  told.length = 0;
  look('cem', [LIST]);
  expect(told).toContain('w ana');
  expect(look('ana', [ITEM])).toEqual([]);
});

it('several tabs are one person, who leaves with the last of them', () => {
  const { look, presence } = scene();
  look('ana', [ITEM]);
  look('ben', [ITEM], { tab: 'one' });
  look('ben', [ITEM], { tab: 'two' });
  expect(presence.around('w', 'ana')).toEqual([{ place: ITEM, memberIds: ['ben'] }]);
  look('ben', [], { tab: 'one' });
  expect(presence.around('w', 'ana')).toEqual([{ place: ITEM, memberIds: ['ben'] }]);
  look('ben', [], { tab: 'two' });
  expect(presence.around('w', 'ana')).toEqual([]);
});

it('a tab is its member’s: another with the same id changes nothing of it', () => {
  const { look, presence } = scene();
  look('ana', [ITEM], { tab: 'same' });
  look('ben', [ITEM], { tab: 'same' });
  look('ben', [], { tab: 'same' });
  expect(presence.around('w', 'ana')).toEqual([]);
  expect(look('ben', [ITEM], { tab: 'same' })).toEqual([{ place: ITEM, memberIds: ['ana'] }]);
});

it('workspaces know nothing of each other', () => {
  const { look, told } = scene();
  look('ana', [LIST]);
  expect(look('ben', [LIST], { workspaceId: 'other' })).toEqual([]);
  expect(told).toEqual(['w ana', 'other ben']);
});

it('where rights moved a member is told nothing until they have said again where they are', () => {
  const { look, presence } = scene();
  look('ana', [ITEM]);
  look('ben', [ITEM]);
  presence.forget('w', 'ben');
  expect(presence.around('w', 'ben')).toEqual([]);
  expect(presence.around('w', 'ana')).toEqual([]);
});

it('nobody fills the memory with tabs', () => {
  const { look } = scene();
  for (let tab = 0; tab < 100; tab += 1) look('ana', [`item:${tab}`], { tab: String(tab) });
  expect(
    look(
      'ben',
      Array.from({ length: 100 }, (_, at) => `item:${at}`),
    ),
  ).toHaveLength(20);
});
