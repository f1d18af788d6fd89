import { date, defineKind, defineLink, list, longText, share, text } from '../../../line/index.ts';
import { feature } from '../../decide/index.ts';

/** What becomes available together on a day, before or without being launched. */
export const release = defineKind({
  name: 'release',
  plural: 'releases',
  key: 'REL',
  icon: 'rocket',
  label: { one: 'Release', many: 'Releases' },
  purpose: 'What becomes available together on a day; the launch may tell the world later.',
  fields: {
    version: text(),
    availableOn: date({ material: true, help: 'The soft date: from this day on customers can have it.' }),
    rollout: share({ help: 'The share of customers who have been given it.' }),
    notes: longText({ help: 'Release notes as published.' }),
    knownIssues: list(),
  },
  states: { planned: 'open', shipped: 'done', pulled: 'gone' },
  reliesOn: { contains: defineLink({ to: [feature], says: 'contains', inverse: 'is released in' }) },
  span: { end: 'availableOn' },
  example: {
    title: 'Firefox 89.0',
    version: '89.0',
    availableOn: '2021-06-01',
    rollout: 0.25,
    notes: 'Say hello to a fresh new Firefox, designed to get you where you want to go even faster.',
    knownIssues: ['Some toolbar themes show the active tab with too little contrast.'],
  },
});
