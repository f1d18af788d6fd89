import { date, defineKind, defineLink, list, longText, multiSelect, select, text } from '../../../line/index.ts';
import { release } from '../../build/index.ts';
import { feature } from '../../decide/index.ts';
import { claim, message } from '../../position/index.ts';
import { segment } from '../../understand/index.ts';
import { launch } from '../launch/launch.ts';

/** News written once and sent everywhere. */
export const announcement = defineKind({
  name: 'announcement',
  plural: 'announcements',
  key: 'ANN',
  icon: 'newspaper',
  label: { one: 'Announcement', many: 'Announcements' },
  purpose: 'News written once and sent everywhere: to customers, to colleagues, or to both.',
  fields: {
    headline: text({ material: true }),
    body: longText({ help: 'What changed, why it matters, what to do next.' }),
    type: select(['new', 'improved', 'fixed', 'removed', 'security'], { label: 'Kind' }),
    audience: select(['customers', 'internal teams', 'both'], {
      help: 'Customers of one segment only: link the segment.',
    }),
    channels: multiSelect(['changelog', 'widget', 'e-mail', 'Slack', 'Teams', 'Discord', 'webhook', 'feed']),
    publishOn: date({ label: 'Publish on' }),
    publishTime: text({
      maxLength: 5,
      help: 'As 15:00, in the workspace’s time zone; empty means at the start of the day.',
    }),
    languages: list({ help: 'Language tags as in BCP 47: en, de, pt-BR.' }),
  },
  states: { draft: 'open', scheduled: 'active', published: 'done', withdrawn: 'gone' },
  reliesOn: {
    announces: defineLink({ to: [launch, feature, release], says: 'announces', inverse: 'is announced by' }),
    says: defineLink({ to: [message, claim], says: 'says', inverse: 'is said by' }),
    to: defineLink({ to: [segment], says: 'speaks to', inverse: 'is spoken to by' }),
  },
  span: { start: 'publishOn' },
  example: {
    title: 'Firefox 89 is here',
    headline: 'Say hello to a fresh new Firefox',
    body: 'We’ve redesigned and modernized the core experience to be cleaner, more inviting, and easier to use.',
    type: 'new',
    audience: 'customers',
    channels: ['changelog', 'e-mail', 'feed'],
    publishOn: '2021-06-01',
    publishTime: '15:00',
    languages: ['en-US', 'de', 'fr'],
  },
});
