import {
  date,
  defineKind,
  defineLink,
  longText,
  money,
  number,
  person,
  rows,
  select,
  text,
} from '../../../line/index.ts';
import { release } from '../../build/index.ts';
import { feature, objective } from '../../decide/index.ts';
import { message, positioning } from '../../position/index.ts';
import { persona, segment } from '../../understand/index.ts';
import { LAUNCH_TIERS } from './launch-tier.ts';

/** The day we tell the world, and everything that has to be true by then. */
export const launch = defineKind({
  name: 'launch',
  plural: 'launches',
  key: 'LCH',
  icon: 'megaphone',
  label: { one: 'Launch', many: 'Launches' },
  purpose:
    'The day we tell the world about something, what we want from it, and everything that has to be true by then.',
  fields: {
    tier: select(['1', '2', '3', '4'], {
      material: true,
      help: LAUNCH_TIERS.map(({ tier, name, criteria }) => `${tier} ${name}: ${criteria}`).join(' '),
    }),
    type: select(['beta', 'soft', 'full', 'retirement']),
    goal: text({ help: 'What should be different afterwards, in one sentence.' }),
    targets: rows(
      { metric: text(), value: number(), unit: text(), by: date() },
      { help: 'What is counted, the value to reach and by when; the review compares.' },
    ),
    softOn: date({ material: true, label: 'Soft date', help: 'From this day on customers can have it, untold.' }),
    launchOn: date({
      material: true,
      label: 'Launch day',
      help: 'The day we tell the world; tasks count back from it.',
    }),
    goNoGoOwner: person({ label: 'Go/no-go owner', help: 'The one person who says go.' }),
    raci: rows(
      { activity: text(), responsible: person(), accountable: person(), consulted: text(), informed: text() },
      { label: 'RACI', help: 'Who does it, who answers for it (exactly one), who is asked, who is told.' },
    ),
    budget: money(),
    rollback: longText({ help: 'How we take it back, who decides, and until when that is possible.' }),
  },
  states: {
    planned: 'open',
    ready: 'active',
    go: 'active',
    launched: 'done',
    held: 'open',
    cancelled: 'gone',
    reviewed: 'done',
  },
  reliesOn: {
    launches: defineLink({ to: [release, feature], says: 'launches', inverse: 'is launched by' }),
    says: defineLink({ to: [message, positioning], says: 'says', inverse: 'is said by' }),
    to: defineLink({ to: [segment, persona], says: 'speaks to', inverse: 'is spoken to by' }),
    advances: defineLink({ to: [objective], says: 'advances', inverse: 'is advanced by' }),
  },
  span: { start: 'softOn', end: 'launchOn' },
  example: {
    title: 'Firefox 89: a fresh new Firefox',
    tier: '1',
    type: 'full',
    goal: 'People who had stopped thinking about their browser look at Firefox again.',
    targets: [{ metric: 'Desktop users on 89', value: 80, unit: '%', by: '2021-06-29' }],
    softOn: '2021-06-01',
    launchOn: '2021-06-01',
    raci: [
      { activity: 'Launch blog post', responsible: null, accountable: null, consulted: 'Legal', informed: 'Support' },
    ],
    budget: { amount: 250_000, currency: 'USD' },
    rollback: 'The update server stops offering 89 within the hour; release management decides.',
  },
});
