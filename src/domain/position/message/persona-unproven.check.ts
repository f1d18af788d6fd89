import { defineCheck, isA, ownersOf } from '../../../line/index.ts';
import { named } from '../../organisation/index.ts';
import { persona } from '../../understand/index.ts';
import { message } from './message.ts';

/** What we say in earnest is said to somebody we know, not to somebody we made up. */
export const personaUnproven = defineCheck({
  id: 'persona-unproven',
  on: message,
  severity: 'warning',
  watches: 'An approved message addresses a persona still proto.',
  remedy: 'Find the evidence for the persona and move it to "directional", or address a persona that has it.',
  find(item, near) {
    if (item.state !== 'approved') return [];
    const unproven = near.reliesOn(item, 'addresses').filter((other) => isA(persona, other) && other.state === 'proto');
    return unproven.map((assumed) => ({
      sentence: `${named(item)} is approved, but ${named(assumed)} whom it addresses is still proto: no evidence says so.`,
      about: [assumed],
      who: ownersOf(item),
    }));
  },
});
