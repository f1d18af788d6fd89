import { defineKind, defineLink, longText, select, text } from '../../../line/index.ts';

/** What may go wrong, and the plan for the day it does. */
export const risk = defineKind({
  name: 'risk',
  plural: 'risks',
  key: 'RISK',
  icon: 'triangle-alert',
  label: { one: 'Risk', many: 'Risks' },
  purpose: 'What may go wrong, how likely and how bad, the sign that it has begun, and the plan for that day.',
  fields: {
    likelihood: select(['rare', 'unlikely', 'possible', 'likely', 'almost certain'], {
      help: 'Five steps, as in ISO 31010.',
    }),
    impact: select(['negligible', 'minor', 'moderate', 'major', 'severe'], { help: 'Five steps, as in ISO 31010.' }),
    trigger: text({ help: 'The sign by which we know that it has begun.' }),
    response: select(['avoid', 'reduce', 'transfer', 'accept'], { help: 'What we do beforehand (PMI).' }),
    contingencyPlan: longText({ help: 'What we do once the trigger is seen.' }),
  },
  states: { open: 'open', fired: 'active', closed: 'done' },
  reliesOn: { threatens: defineLink({ to: 'any', says: 'threatens', inverse: 'is threatened by' }) },
  example: {
    title: 'Themes of long-time users break with the new tabs',
    likelihood: 'likely',
    impact: 'moderate',
    trigger: 'Questions tagged "customize" triple within a week of release',
    response: 'reduce',
    contingencyPlan: 'Publish the list of changed style rules and a support article on the first day.',
  },
});
