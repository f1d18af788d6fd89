import { defineKind, defineLink, list, select, text } from '../../../line/index.ts';
import { insight } from '../insight/insight.ts';
import { segment } from '../segment/segment.ts';

/** Somebody we build for and speak to, as far as evidence goes. */
export const persona = defineKind({
  name: 'persona',
  plural: 'personas',
  key: 'PSN',
  icon: 'user-round',
  label: { one: 'Persona', many: 'Personas' },
  purpose:
    'Somebody we build for and speak to, described by goals and pains rather than by age; proto until evidence says more.',
  fields: {
    type: select(['primary', 'secondary', 'supplemental', 'negative'], {
      help: 'Primary: we design for them first. Negative: we deliberately do not (Cooper, About Face).',
    }),
    buyingRole: select(['economic buyer', 'champion', 'technical evaluator', 'influencer', 'blocker', 'end user'], {
      help: 'Their part in the decision to buy; the economic buyer signs.',
    }),
    goals: list({ material: true }),
    jobs: list({
      material: true,
      help: 'Jobs to be done: "When …, I want to …, so that …" (Christensen). One main job, at most two more.',
    }),
    pains: list({ material: true, help: 'In their words.' }),
    gains: list(),
    triggers: list({ help: 'What happens on the day they start to look for something new.' }),
    objections: list({ material: true, help: 'What they say when they hesitate.' }),
    channels: list({ label: 'Channels they trust' }),
    quote: text(),
  },
  states: { proto: 'open', directional: 'active', validated: 'active', retired: 'gone' },
  reliesOn: {
    belongsTo: defineLink({ to: [segment], says: 'belongs to', inverse: 'includes' }),
    drawnFrom: defineLink({ to: [insight], says: 'is drawn from', inverse: 'shaped the persona' }),
  },
  example: {
    title: 'Maya, keeps forty tabs open',
    type: 'primary',
    buyingRole: 'end user',
    goals: ['Finish the reading she has collected'],
    jobs: ['When I research, I want to keep every page at hand, so that I can compare them.'],
    pains: ['I cannot tell which tab is playing the sound.'],
    objections: ['Every redesign takes space away from the page.'],
    channels: ['Firefox release notes', 'r/firefox'],
    quote: 'My tabs are my to-do list.',
  },
});
