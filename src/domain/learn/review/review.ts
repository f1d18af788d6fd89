import { date, defineKind, defineLink, list, number, person, rows, select, text } from '../../../line/index.ts';
import { feature } from '../../decide/index.ts';
import { campaign } from '../../grow/index.ts';
import { launch } from '../../launch/index.ts';

/** Looking back together: what we wanted, what happened, what we do about it. */
export const review = defineKind({
  name: 'review',
  plural: 'reviews',
  key: 'REV',
  icon: 'rewind',
  label: { one: 'Review', many: 'Reviews' },
  purpose:
    'Looking back together on a launch, campaign or feature: what we wanted, what happened, what we do about it.',
  fields: {
    type: select(
      ['launch at 7 days', 'launch at 30 days', 'launch at 90 days', 'campaign', 'retrospective', 'business'],
      { label: 'Kind' },
    ),
    heldOn: date(),
    goals: rows({ goal: text(), target: number(), actual: number(), unit: text() }, { label: 'Goals against actual' }),
    whatWorked: list(),
    whatBroke: list(),
    surprises: list(),
    actions: rows(
      { action: text(), owner: person(), by: date() },
      { help: 'At most three, each with one owner and a day.' },
    ),
  },
  states: { planned: 'open', held: 'done' },
  reliesOn: { reviews: defineLink({ to: [launch, campaign, feature], says: 'reviews', inverse: 'is reviewed in' }) },
  span: { start: 'heldOn' },
  example: {
    title: 'Firefox 89 after 30 days',
    type: 'launch at 30 days',
    heldOn: '2021-07-01',
    goals: [{ goal: 'Desktop users on 89', target: 80, actual: 76, unit: '%' }],
    whatWorked: ['The reviews noticed the calmer menus'],
    whatBroke: ['Support questions tripled in the first week'],
    surprises: ['Tabs, not menus, drew the complaints'],
    actions: [{ action: 'Answer the compact mode question in the support article', owner: null, by: '2021-07-08' }],
  },
});
