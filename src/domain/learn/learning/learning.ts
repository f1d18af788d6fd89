import { defineKind, defineLink, longText, text } from '../../../line/index.ts';
import { campaign } from '../../grow/index.ts';
import { feedback } from '../../understand/index.ts';
import { review } from '../review/review.ts';

/** What we would tell the next team, so that it is learnt once. */
export const learning = defineKind({
  name: 'learning',
  plural: 'learnings',
  key: 'LRN',
  icon: 'graduation-cap',
  label: { one: 'Learning', many: 'Learnings' },
  purpose: 'What we would tell the next team, and when it applies, so that it is learnt once.',
  fields: {
    statement: text({ material: true }),
    whenItApplies: longText(),
    do: longText(),
    avoid: longText(),
  },
  states: { proposed: 'open', adopted: 'active', refuted: 'gone' },
  reliesOn: {
    drawnFrom: defineLink({ to: [review, campaign, feedback], says: 'is drawn from', inverse: 'taught us' }),
  },
  example: {
    title: 'Tell people what they lose before they find out',
    statement: 'Complaints are fewer where the release notes name what was taken away and why.',
    whenItApplies: 'Whenever a release removes or hides something that people chose on purpose.',
    do: 'Name it in the announcement with the reason and the way back.',
    avoid: 'The words "not supported" without a link.',
  },
});
