/** Teams, and people and organisations outside: the data names nobody, so all of it is illustration and says so. */

import { winLoss } from '../../domain/learn/index.ts';
import { team } from '../../domain/organisation/index.ts';
import { company, contact, interview } from '../../domain/understand/index.ts';
import { addDays } from '../../line/index.ts';
import { ILLUSTRATION } from '../cast.ts';
import type { Timeline } from '../timeline.ts';
import { competitorRef } from './market.ts';
import { stayTheirs } from './moves.ts';
import type { FirefoxData } from './rows.ts';

const MADE_UP = { tags: [ILLUSTRATION] };
const SAID = 'Illustration: nobody of this name exists. What people really wrote is the feedback.';
const toldBy = (ownerId: string) => ({ description: SAID, ...MADE_UP, productId: 'product:firefox', ownerId });

const DEALS_ON = '2021-06-17';
const DEAL = { state: 'held', heldOn: DEALS_ON, ...toldBy('tomas') };
/** From the plan of the next release on. */
const INTERVIEW_AFTER_DAYS = 24;

const TEAMS = [
  [
    'product',
    'Desktop product',
    'What Firefox on the desktop does next, and why.',
    'product',
    ['ana', 'ingrid'],
    'ana',
  ],
  [
    'marketing',
    'Product marketing',
    'What we say about Firefox, to whom, and whether it is true.',
    'marketing',
    ['deniz'],
    'ana',
  ],
  [
    'front-end',
    'Front-end',
    'The parts of Firefox that people see and touch: toolbar, tabs, menus.',
    'engineering',
    ['mira'],
    'mira',
  ],
  [
    'support',
    'Customer experience',
    'Every question gets an answer, and the answers come back to the product.',
    'success',
    ['tomas'],
    'ana',
  ],
] as const;

export function tellTeams(story: Timeline, day: string): void {
  const facts = story.on(day, 'facts');
  for (const [ref, title, purpose, discipline, members, productChampion] of TEAMS)
    facts.make(team, `team:${ref}`, title, { purpose, discipline, members: [...members], productChampion, ...MADE_UP });
}

/** Two organisations that run Firefox for their people, and whom one could ask there. */
function tellCompanies(story: Timeline, day: string): void {
  story
    .on(day, 'facts', 'tomas')
    .make(company, 'company:nordlys', 'Nordlys University', {
      state: 'customer',
      domain: 'nordlys.example',
      size: 7000,
      industry: 'Higher education',
      region: 'Europe',
      plan: 'Extended Support Release',
      health: 'good',
      ...toldBy('tomas'),
    })
    .make(company, 'company:harbour', 'Harbour County', {
      state: 'former',
      domain: 'harbour.example',
      size: 2300,
      industry: 'Public administration',
      region: 'North America',
      plan: 'Extended Support Release',
      health: 'poor',
      ...toldBy('tomas'),
    })
    .make(contact, 'contact:jonas', 'Jonas Berg', {
      email: 'jonas.berg@nordlys.example',
      role: 'Desktop administrator',
      language: 'nb',
      consent: ['product news', 'research', 'reference'],
      ...toldBy('tomas'),
    })
    .tie('contact.worksAt', 'contact:jonas', 'company:nordlys')
    .make(contact, 'contact:ruth', 'Ruth Okafor', {
      email: 'ruth.okafor@volunteers.example',
      role: 'Support volunteer',
      language: 'en',
      consent: ['product news', 'research'],
      ...toldBy('tomas'),
    });
}

/** What was asked of them around the launch of 89, and what is to be asked before the next. */
export function tellOutside(
  story: Timeline,
  data: Pick<FirefoxData, 'share'>,
  days: { readonly since: string; readonly next: string },
): void {
  tellCompanies(story, days.since);
  tellDeals(story);
  stayTheirs(story, data, [
    { kind: 'winLoss.against', from: 'winloss:nordlys', to: competitorRef('chrome'), on: DEALS_ON },
    { kind: 'winLoss.against', from: 'winloss:harbour', to: competitorRef('edge'), on: DEALS_ON },
  ]);
  story
    .on('2021-06-11', 'work', 'ingrid')
    .make(interview, 'interview:ruth', 'A support volunteer on the week after 89', {
      state: 'held',
      heldOn: '2021-06-10',
      participants: ['Ruth Okafor', 'Ingrid Haugen', 'Ana Silva'],
      notes:
        'She answered forty questions in a week. Most begin with the tabs: people look for the line that used to part them. Nobody asked her for the menus. She sends people to the density setting and is asked why it says “not supported”.',
      memorableQuote: 'They do not ask what is new. They ask which tab they are in.',
      ...toldBy('ingrid'),
    })
    .tie('interview.spokeWith', 'interview:ruth', 'contact:ruth');
  story
    .on(addDays(days.next, 1), 'work', 'ingrid')
    .make(interview, 'interview:jonas', 'How administrators move profiles to new computers', {
      state: 'planned',
      heldOn: addDays(days.next, INTERVIEW_AFTER_DAYS),
      participants: ['Jonas Berg', 'Ingrid Haugen'],
      ...toldBy('ingrid'),
    })
    .tie('interview.spokeWith', 'interview:jonas', 'contact:jonas');
}

function tellDeals(story: Timeline): void {
  story
    .on(DEALS_ON, 'work', 'tomas')
    .make(winLoss, 'winloss:nordlys', 'Nordlys University keeps Firefox on managed desktops', {
      outcome: 'won',
      criteria: [
        { criterion: 'Data protection', weight: 0.6 },
        { criterion: 'Effort of administration', weight: 0.4 },
      ],
      tippingMoment: 'When the data protection officer asked who receives the telemetry.',
      reasons: ['Trackers blocked by default', 'Policies for every setting'],
      interviewer: 'tomas',
      ...DEAL,
    })
    .tie('winLoss.with', 'winloss:nordlys', 'company:nordlys')
    .tie('winLoss.against', 'winloss:nordlys', competitorRef('chrome'))
    .tie('winLoss.about', 'winloss:nordlys', 'feature:tracking-protection')
    .make(winLoss, 'winloss:harbour', 'Harbour County goes with the browser of its office suite', {
      outcome: 'lost',
      criteria: [
        { criterion: 'One supplier for browser and office', weight: 0.7 },
        { criterion: 'People keep what they know', weight: 0.3 },
      ],
      tippingMoment: 'When the help desk had its second week of calls about the new tabs.',
      reasons: ['Edge comes with Windows and is managed with it', 'The redesign arrived without a way back'],
      interviewer: 'ingrid',
      ...DEAL,
    })
    .tie('winLoss.with', 'winloss:harbour', 'company:harbour')
    .tie('winLoss.against', 'winloss:harbour', competitorRef('edge'))
    .tie('winLoss.about', 'winloss:harbour', 'feature:proton-inspired-tab-design');
}
