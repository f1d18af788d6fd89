import { date, defineKind, defineLink, flag, longText, select, text } from '../../../line/index.ts';

/** What shows that a claim is true. */
export const proof = defineKind({
  name: 'proof',
  plural: 'proofs',
  key: 'PRF',
  icon: 'badge-check',
  label: { one: 'Proof', many: 'Proofs' },
  purpose: 'What shows that a claim is true: a finding with its source, the day it was observed and how long it holds.',
  fields: {
    type: select(['data', 'customer', 'partner', 'technical', 'market'], { label: 'Kind' }),
    finding: longText({ material: true, help: 'What was found, with its figure and how it was measured.' }),
    origin: text({ label: 'Source', help: 'Where anybody can look it up.' }),
    permissionToPublish: flag({ help: 'Whoever it is about has agreed.' }),
    observedOn: date(),
    expiresOn: date({ help: 'The last day it may be used.' }),
  },
  states: { valid: 'active', expired: 'gone', withdrawn: 'gone' },
  reliesOn: { restsOn: defineLink({ to: 'any', says: 'rests on', inverse: 'is proof for us through' }) },
  span: { start: 'observedOn', end: 'expiresOn' },
  example: {
    title: 'Total Cookie Protection confines cookies by site',
    type: 'technical',
    finding:
      'Cookies are confined to the site where they were created; the partition is covered by tests in every build.',
    origin: 'https://blog.mozilla.org/security/',
    permissionToPublish: true,
    observedOn: '2021-04-20',
    expiresOn: '2022-04-20',
  },
});
