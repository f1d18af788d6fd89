import { date, defineKind, defineLink, list, longText, number, select, share, text } from '../../../line/index.ts';
import { area } from '../../organisation/index.ts';
import { need } from '../../understand/index.ts';
import { initiative } from '../initiative/initiative.ts';
import { objective } from '../objective/objective.ts';

/** Something a customer can do, from idea to retirement. */
export const feature = defineKind({
  name: 'feature',
  plural: 'features',
  key: 'FEA',
  icon: 'puzzle',
  label: { one: 'Feature', many: 'Features' },
  purpose:
    'Something a customer can do with the product, from first idea to retirement: what messages and launches rely on.',
  fields: {
    summary: text({ material: true, help: 'What a customer can do, in one sentence.' }),
    benefitHypothesis: longText({ help: 'We believe that … for … will …; we shall know by …' }),
    forWhom: text({ material: true }),
    limits: longText({ material: true, help: 'What it does not do, and where it stops.' }),
    availablePlans: list({ material: true, label: 'Availability: plans' }),
    availableRegions: list({ material: true, label: 'Availability: regions' }),
    rollout: share({
      material: true,
      label: 'Availability: rollout',
      help: 'The share of those it is meant for who have it.',
    }),
    horizon: select(['now', 'next', 'later'], {
      help: 'A roadmap without false dates: being done, next, or some day (Bastow).',
    }),
    targetOn: date({ material: true, label: 'Target date', help: 'When customers can use it.' }),
    dateConfidence: share({ help: 'The probability that it is there by the target date.' }),
    reach: number({
      unit: 'customers per quarter',
      min: 0,
      help: 'RICE: how many it touches in a quarter (Intercom).',
    }),
    impact: number({
      min: 0,
      max: 3,
      help: 'RICE: 3 massive, 2 high, 1 medium, 0.5 low, 0.25 minimal, for each one reached.',
    }),
    effort: number({
      unit: 'person-months',
      min: 0,
      help: 'RICE: all disciplines together. Score = reach x impact x confidence / effort.',
    }),
    publicText: longText({ help: 'What the public roadmap says; empty keeps it off.' }),
  },
  states: {
    idea: 'open',
    considered: 'open',
    planned: 'active',
    building: 'active',
    shipped: 'done',
    cut: 'gone',
    retired: 'gone',
  },
  reliesOn: {
    serves: defineLink({ to: [need], says: 'serves', inverse: 'is served by' }),
    advances: defineLink({ to: [initiative, objective], says: 'advances', inverse: 'is advanced by' }),
    dependsOn: defineLink({ to: 'self', says: 'depends on', inverse: 'is needed by' }),
    partOf: defineLink({ to: [area], says: 'is part of', inverse: 'has the feature' }),
  },
  span: { end: 'targetOn' },
  contributorsMayAdd: true,
  example: {
    title: 'Inspired tab design',
    summary: 'See which tab is active and which one plays sound, and move it with ease.',
    forWhom: 'Everybody on desktop, above all people with many tabs',
    limits: 'Compact density is no longer offered to new profiles.',
    availablePlans: ['Firefox for desktop'],
    availableRegions: ['everywhere'],
    rollout: 1,
    horizon: 'now',
    targetOn: '2021-06-01',
    dateConfidence: 0.9,
    reach: 200_000_000,
    impact: 1,
    effort: 18,
    publicText: 'Floating tabs neatly contain information and surface cues when you need them.',
  },
});
