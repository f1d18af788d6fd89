import { expect, test } from 'vitest';
import { deniz, sampleLine } from '../../near.sample.ts';
import { persona } from '../../understand/index.ts';
import { message } from './message.ts';
import { personaUnproven } from './persona-unproven.check.ts';

type PersonaState = 'proto' | 'directional' | 'validated' | 'retired';

function addressing(state: PersonaState, messageState: 'draft' | 'approved' | 'retired' = 'approved') {
  const line = sampleLine('2021-05-10');
  const item = line.add(message, { state: messageState, ownerId: deniz });
  line.relate(item, 'addresses', line.add(persona, { state }));
  return personaUnproven.find(item, line);
}

test('an approved message to a proto persona is found', () => {
  const [finding] = addressing('proto');
  expect(finding?.sentence).toContain(
    'MSG-1 “A fresh new Firefox” is approved, but PSN-1 “Maya, keeps forty tabs open”',
  );
  expect(finding?.who).toEqual([deniz]);
});

test('a persona with evidence is in order', () => {
  expect(addressing('directional')).toEqual([]);
  expect(addressing('validated')).toEqual([]);
});

test('a message nobody hears may address anybody', () => {
  expect(addressing('proto', 'draft')).toEqual([]);
  expect(addressing('proto', 'retired')).toEqual([]);
});
