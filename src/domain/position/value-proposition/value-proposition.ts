import { defineKind, defineLink, list, text } from '../../../line/index.ts';
import { feature } from '../../decide/index.ts';
import { need } from '../../understand/index.ts';
import { positioning } from '../positioning/positioning.ts';

/** What a customer gets from us, tied to the need and the feature that delivers it. */
export const valueProposition = defineKind({
  name: 'valueProposition',
  plural: 'value-propositions',
  key: 'VP',
  icon: 'gem',
  label: { one: 'Value proposition', many: 'Value propositions' },
  purpose: 'What a customer gets from us: one promise, tied to the need it answers and the features that deliver it.',
  fields: {
    promise: text({ material: true }),
    gains: list({ help: 'What gets better (Osterwalder, value proposition canvas).' }),
    painsRelieved: list({ help: 'What stops hurting (Osterwalder, value proposition canvas).' }),
  },
  states: { draft: 'open', approved: 'active', retired: 'gone' },
  reliesOn: {
    follows: defineLink({ to: [positioning], says: 'follows', inverse: 'leads to' }),
    answers: defineLink({ to: [need], says: 'answers', inverse: 'is answered by' }),
    deliveredBy: defineLink({ to: [feature], says: 'is delivered by', inverse: 'delivers' }),
  },
  example: {
    title: 'Find your place at a glance',
    promise: 'However many tabs you have open, you see at once where you are.',
    gains: ['The active tab stands out'],
    painsRelieved: ['Hunting for the tab that plays sound'],
  },
});
