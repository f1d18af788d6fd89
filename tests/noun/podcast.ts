/** A noun the product does not have, in one value: what a newcomer would write to add one. */

import { feature } from '../../src/domain/decide/index.ts';
import {
  date,
  defineKind,
  defineLink,
  email,
  flag,
  instant,
  list,
  longText,
  money,
  multiSelect,
  number,
  people,
  person,
  rows,
  type Slice,
  select,
  text,
  url,
} from '../../src/line/index.ts';

/** An episode in which a feature is talked about. */
export const podcast = defineKind({
  name: 'podcast',
  plural: 'podcasts',
  key: 'POD',
  icon: 'podcast',
  label: { one: 'Podcast', many: 'Podcasts' },
  purpose: 'An episode in which we talk about what we make.',
  fields: {
    pitch: text({ material: true, required: true, help: 'Why anybody would listen, in one sentence.' }),
    notes: longText(),
    minutes: number({ unit: 'minutes', min: 1, max: 600, integer: true }),
    cost: money(),
    airsOn: date({ material: true, label: 'Airs on' }),
    recordedAt: instant(),
    explicit: flag(),
    format: select(['interview', 'panel', 'solo']),
    platforms: multiSelect(['web', 'phone', 'radio']),
    host: person(),
    guests: people(),
    page: url(),
    contact: email({ unique: true }),
    chapters: list(),
    sponsors: rows({ name: text(), fee: money() }),
  },
  states: { idea: 'open', recorded: 'active', aired: 'done', pulled: 'gone' },
  reliesOn: { features: defineLink({ to: [feature], says: 'talks about', inverse: 'is talked about in' }) },
  span: { end: 'airsOn' },
  example: { title: 'Tabs, again', pitch: 'Why tabs moved, told by those who moved them.', minutes: 42 },
});

export const talking: Slice = { name: 'talking', label: 'Talk', kinds: [podcast], checks: [] };
