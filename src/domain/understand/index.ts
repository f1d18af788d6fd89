/** The market and the customer. */
import type { Slice } from '../../line/index.ts';
import { overdueCheck } from '../organisation/index.ts';
import { company } from './company/company.ts';
import { competitor } from './competitor/competitor.ts';
import { competitorMove } from './competitor-move/competitor-move.ts';
import { contact } from './contact/contact.ts';
import { feedback } from './feedback/feedback.ts';
import { insight } from './insight/insight.ts';
import { interview } from './interview/interview.ts';
import { need } from './need/need.ts';
import { persona } from './persona/persona.ts';
import { segment } from './segment/segment.ts';

export { lastLookedAtOn } from './competitor/last-looked-at.ts';
export { company, competitor, competitorMove, contact, feedback, insight, interview, need, persona, segment };

const kinds = [feedback, company, contact, segment, persona, interview, insight, need, competitor, competitorMove];

export const understand: Slice = {
  name: 'understand',
  label: 'Understand',
  kinds,
  checks: kinds.map((kind) => overdueCheck(kind)),
};
