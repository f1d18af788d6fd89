import { defineKind, defineLink, number, select, text } from '../../../line/index.ts';
import { insight } from '../insight/insight.ts';
import { persona } from '../persona/persona.ts';

/** Top of the scale on which importance and satisfaction are asked (Ulwick). */
const SCALE_TOP = 10;

/** What people want or suffer from, before any solution. */
export const need = defineKind({
  name: 'need',
  plural: 'needs',
  key: 'NEED',
  icon: 'heart-pulse',
  label: { one: 'Need', many: 'Needs' },
  purpose: 'What people want or suffer from, in their words and before any solution: the reason a feature exists.',
  fields: {
    statement: text({ material: true, help: 'In customers’ words, without a solution in it.' }),
    type: select(['need', 'pain', 'desire'], { label: 'Kind' }),
    importance: number({ min: 0, max: SCALE_TOP, help: 'How much it matters to them, 0 to 10.' }),
    satisfaction: number({
      min: 0,
      max: SCALE_TOP,
      help: 'How well it is served today, 0 to 10. Opportunity = importance + max(importance - satisfaction, 0) (Ulwick).',
    }),
    howKnown: select(['measured', 'several interviews', 'one interview', 'guess'], {
      help: 'Where the two figures come from.',
    }),
  },
  states: { open: 'open', addressed: 'done', dropped: 'gone' },
  reliesOn: {
    backedBy: defineLink({ to: [insight], says: 'is backed by', inverse: 'backs' }),
    feltBy: defineLink({ to: [persona], says: 'is felt by', inverse: 'feels' }),
    partOf: defineLink({ to: 'self', says: 'is part of', inverse: 'includes', one: true }),
  },
  example: {
    title: 'See at once which tab is active and which one plays sound',
    statement: 'I have thirty tabs open and cannot tell which one is talking.',
    type: 'pain',
    importance: 8,
    satisfaction: 4,
    howKnown: 'several interviews',
  },
});
