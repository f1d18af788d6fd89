import { describe, expect, it } from 'vitest';
import { lineModel } from './line.sample.ts';
import { mentionedKeys, mentionedMembers, partsOf } from './mention.ts';

const ana = '01890a5d-ac96-774b-bcce-b302099a8057';

describe('a text', () => {
  it('mentions members by id, each once', () => {
    expect(mentionedMembers(`@[Ana B.](member:${ana}) and @[Ana](member:${ana.toUpperCase()})`)).toEqual([ana]);
    expect(mentionedMembers('@Ana, @[Ana](member:1), [Ana](member:x)')).toEqual([]);
  });
  it('speaks of items whose kind is known', () => {
    expect(
      mentionedKeys('FEA-12, (NEED-3) and FEA-12; not UTF-8, fea-1, XFEA-1, FEA-0, FEA-1-2 or /FEA-9', lineModel),
    ).toEqual(['FEA-12', 'NEED-3']);
  });
  it('mentions nobody in code', () => {
    expect(mentionedKeys('`FEA-1` and\n```\nFEA-2\n```\nFEA-3', lineModel)).toEqual(['FEA-3']);
  });
  it('comes apart and together again', () => {
    const text = `Ask @[Ana](member:${ana}) about FEA-12!`;
    const parts = partsOf(text, lineModel);
    expect(parts.map((part) => part.is)).toEqual(['text', 'member', 'text', 'item', 'text']);
    expect(parts.map((part) => part.text).join('')).toBe(text);
  });
  it('of any length is read in no time', () => {
    const started = performance.now();
    partsOf('@['.repeat(50_000) + '`'.repeat(50_000), lineModel);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
