import { expect, test } from 'vitest';
import { mentionedMembers } from '../../../line/index.ts';
import { completed, typedMention, withMentions, withoutMentions } from './mention-text.ts';

const members = [
  { id: '01890a5d-ac96-774b-bcce-b302099a8057', name: 'Ana' },
  { id: '01890a5d-ac96-774b-bcce-b302099a8058', name: 'Ana Silva' },
];

test('a mention is offered while it is typed, and not inside addresses', () => {
  expect(typedMention('Hi @an', 6)).toBe('an');
  expect(typedMention('@', 1)).toBe('');
  expect(typedMention('Hi @Ana Sil', 11)).toBe('Ana Sil');
  expect(typedMention('ana@example', 11)).toBeNull();
  expect(typedMention('Hi there', 8)).toBeNull();
  expect(completed('Hi @an, look', 6, 'Ana Silva')).toEqual({ text: 'Hi @Ana Silva , look', cursor: 14 });
});

test('mentions are kept by id, the longest name first, and read back as written', () => {
  const kept = withMentions('@Ana Silva and @Ana: see (@Ana) but not @Anatol', members);
  expect(mentionedMembers(kept)).toEqual([members[1]?.id, members[0]?.id]);
  expect(kept).toContain('@Anatol');
  expect(withoutMentions(kept)).toBe('@Ana Silva and @Ana: see (@Ana) but not @Anatol');
  expect(withMentions('@Ana', [])).toBe('@Ana');
});
