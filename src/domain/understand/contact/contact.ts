import { defineKind, defineLink, email, multiSelect, text } from '../../../line/index.ts';
import { company } from '../company/company.ts';

/** A person outside the workspace; the title is their name. */
export const contact = defineKind({
  name: 'contact',
  plural: 'contacts',
  key: 'PER',
  icon: 'contact',
  label: { one: 'Contact', many: 'Contacts' },
  purpose: 'A person outside the workspace who asks, votes, is interviewed or reads our news; the title is their name.',
  fields: {
    email: email({
      label: 'E-mail',
      unique: true,
      help: 'One contact per address in a workspace; case does not matter.',
    }),
    role: text({ help: 'What they do where they work.' }),
    language: text({ help: 'A language tag as in BCP 47: en, de, pt-BR.' }),
    consent: multiSelect(['product news', 'marketing', 'research', 'reference'], {
      help: 'What the person has agreed to be contacted for; nothing chosen means nothing is sent.',
    }),
  },
  states: { active: 'active', unsubscribed: 'done', erased: 'gone' },
  reliesOn: { worksAt: defineLink({ to: [company], says: 'works at', inverse: 'employs', one: true }) },
  resident: false,
  titleIsMaterial: false,
  stateIsMaterial: false,
  example: {
    title: 'Ingrid Haugen',
    email: 'ingrid.haugen@example.org',
    role: 'Desktop administrator',
    language: 'nb',
    consent: ['product news', 'research'],
  },
});
