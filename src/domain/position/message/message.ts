import { defineKind, defineLink, list, longText, select, text } from '../../../line/index.ts';
import { feature } from '../../decide/index.ts';
import { persona } from '../../understand/index.ts';
import { claim } from '../claim/claim.ts';
import { positioning } from '../positioning/positioning.ts';
import { valueProposition } from '../value-proposition/value-proposition.ts';

/** What a buyer is ready to hear: from not knowing the problem to using us every day. */
export const BUYING_STAGES = ['awareness', 'consideration', 'decision', 'onboarding', 'retention', 'advocacy'] as const;

/** What we say, to whom, at which moment. */
export const message = defineKind({
  name: 'message',
  plural: 'messages',
  key: 'MSG',
  icon: 'quote',
  label: { one: 'Message', many: 'Messages' },
  purpose: 'What we say, to whom, at which moment, in several lengths: copy everywhere is taken from here.',
  fields: {
    text: text({ material: true, label: 'Text (25 words)', help: 'The message itself, in at most 25 words.' }),
    text50: text({ label: 'Text (50 words)', maxLength: 1000 }),
    text100: longText({ label: 'Text (100 words)', maxLength: 2000 }),
    headline: text(),
    pillar: text({ help: 'Which column of the message house it belongs to; three, at most four.' }),
    stage: select(BUYING_STAGES, { help: 'Where the reader stands on the way to us.' }),
    wordsToUse: list(),
    wordsToAvoid: list(),
  },
  states: { draft: 'open', approved: 'active', retired: 'gone' },
  reliesOn: {
    expresses: defineLink({ to: [valueProposition, positioning], says: 'expresses', inverse: 'is expressed in' }),
    addresses: defineLink({ to: [persona], says: 'addresses', inverse: 'is addressed by' }),
    promises: defineLink({ to: [feature], says: 'promises', inverse: 'is promised in' }),
    makes: defineLink({ to: [claim], says: 'makes the claim', inverse: 'is made in' }),
  },
  example: {
    title: 'A fresh new Firefox',
    text: 'Say hello to a fresh new Firefox, designed to get you where you want to go even faster.',
    headline: 'A fresh new Firefox',
    pillar: 'Calm',
    stage: 'awareness',
    wordsToUse: ['fresh', 'calm', 'inviting'],
    wordsToAvoid: ['revolutionary'],
  },
});
