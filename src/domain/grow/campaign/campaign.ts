import { date, defineKind, defineLink, longText, money, number, rows, select, text } from '../../../line/index.ts';
import { feature } from '../../decide/index.ts';
import { launch } from '../../launch/index.ts';
import { asset, claim, message } from '../../position/index.ts';
import { persona, segment } from '../../understand/index.ts';

/** Work over several channels to move one audience by a day. */
export const campaign = defineKind({
  name: 'campaign',
  plural: 'campaigns',
  key: 'CMP',
  icon: 'radio',
  label: { one: 'Campaign', many: 'Campaigns' },
  purpose: 'Work over several channels to move one audience to one action by a day, with what it costs and brings.',
  fields: {
    objective: rows(
      { value: number(), metric: text(), from: text(), by: date() },
      { material: true, help: 'How much of what, from whom, by when: 200,000 downloads from lapsed users by 30 June.' },
    ),
    audience: longText({ material: true }),
    awareness: select(['unaware', 'problem aware', 'solution aware', 'product aware', 'most aware'], {
      help: 'What the audience knows before it meets us (Schwartz).',
    }),
    biggestObjection: text(),
    offer: text(),
    callToAction: text(),
    channels: rows(
      { channel: text(), role: text(), plan: money(), actual: money() },
      { help: 'What each may cost and has cost.' },
    ),
    budget: money(),
    primaryMeasure: text({ help: 'The one figure by which it is judged.' }),
  },
  states: { planned: 'open', live: 'active', paused: 'active', done: 'done', cancelled: 'gone' },
  reliesOn: {
    promotes: defineLink({ to: [launch, feature], says: 'promotes', inverse: 'is promoted by' }),
    says: defineLink({ to: [message, claim], says: 'says', inverse: 'is said by' }),
    uses: defineLink({ to: [asset], says: 'uses', inverse: 'is used by' }),
    to: defineLink({ to: [segment, persona], says: 'speaks to', inverse: 'is spoken to by' }),
  },
  example: {
    title: 'Come back to Firefox',
    objective: [
      { value: 200_000, metric: 'downloads', from: 'people who left in the last two years', by: '2021-06-30' },
    ],
    audience: 'People who used Firefox before and have another browser as their default now.',
    awareness: 'product aware',
    biggestObjection: 'I left because it was slow.',
    offer: 'Your bookmarks and passwords come with you.',
    callToAction: 'Download Firefox',
    channels: [{ channel: 'Podcasts', role: 'aware', plan: { amount: 60_000, currency: 'USD' }, actual: null }],
    budget: { amount: 120_000, currency: 'USD' },
    primaryMeasure: 'Downloads that are still in use after 7 days',
  },
});
