import { defineKind, people, person, select, text } from '../../../line/index.ts';

/** Whose craft a team or a key result belongs to. */
export const DISCIPLINES = ['product', 'marketing', 'engineering', 'design', 'sales', 'success', 'other'] as const;

/** Who works together, and in which discipline. */
export const team = defineKind({
  name: 'team',
  plural: 'teams',
  key: 'TEAM',
  icon: 'users',
  label: { one: 'Team', many: 'Teams' },
  purpose: 'People who work together, so that everybody sees whose work a thing is and who may see what is restricted.',
  fields: {
    purpose: text({ help: 'What would be missing if this team were not here.' }),
    discipline: select(DISCIPLINES, { help: 'The craft the team answers for; shared goals need more than one.' }),
    members: people({ help: 'Who sees what is restricted to this team; an admin adds and removes them.' }),
    productChampion: person({
      help: 'The person on the team who knows the product best, is briefed first and answers colleagues’ questions.',
    }),
  },
  opensRestricted: 'members',
  states: { active: 'active', dissolved: 'gone' },
  example: {
    title: 'Front-end',
    purpose: 'The parts of Firefox that people see and touch: toolbar, tabs, menus.',
    discipline: 'engineering',
  },
});
