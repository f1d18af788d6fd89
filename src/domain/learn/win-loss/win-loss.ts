import { date, defineKind, defineLink, list, person, rows, select, share, text } from '../../../line/index.ts';
import { feature } from '../../decide/index.ts';
import { message } from '../../position/index.ts';
import { company, competitor } from '../../understand/index.ts';

/** Why a customer chose us, chose somebody else, or chose nothing. */
export const winLoss = defineKind({
  name: 'winLoss',
  plural: 'wins-and-losses',
  key: 'WL',
  icon: 'trophy',
  label: { one: 'Win/loss', many: 'Wins and losses' },
  purpose:
    'Why a customer chose us, chose somebody else or chose nothing, asked soon after by somebody who did not sell.',
  fields: {
    outcome: select(['won', 'lost', 'no decision']),
    criteria: rows(
      { criterion: text(), weight: share() },
      { help: 'What they decided by, the weights adding up to 100 %.' },
    ),
    tippingMoment: text({ help: 'When it was decided, in their words.' }),
    reasons: list(),
    heldOn: date({ label: 'On' }),
    interviewer: person({ help: 'Never the one who made the deal.' }),
  },
  states: { planned: 'open', held: 'done' },
  reliesOn: {
    with: defineLink({ to: [company], says: 'was with', inverse: 'decided in', one: true }),
    against: defineLink({ to: [competitor], says: 'was against', inverse: 'was met in' }),
    about: defineLink({ to: [feature], says: 'was about', inverse: 'was weighed in' }),
    heard: defineLink({ to: [message], says: 'heard', inverse: 'was heard in' }),
  },
  span: { start: 'heldOn' },
  titleIsMaterial: false,
  example: {
    title: 'Nordlys University keeps Firefox on managed desktops',
    outcome: 'won',
    criteria: [
      { criterion: 'Data protection', weight: 0.6 },
      { criterion: 'Effort of administration', weight: 0.4 },
    ],
    tippingMoment: 'When the data protection officer asked who receives the telemetry.',
    reasons: ['Trackers blocked by default', 'Policies for every setting'],
    heldOn: '2021-06-17',
  },
});
