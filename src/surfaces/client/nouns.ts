/** The nouns by the names a client calls them: the plural of each kind in camel case. A test holds the list to the domain. */
import type * as build from '../../domain/build/index.ts';
import type * as decide from '../../domain/decide/index.ts';
import type * as grow from '../../domain/grow/index.ts';
import type * as launching from '../../domain/launch/index.ts';
import type * as learn from '../../domain/learn/index.ts';
import type * as organisation from '../../domain/organisation/index.ts';
import type * as position from '../../domain/position/index.ts';
import type * as understand from '../../domain/understand/index.ts';

export interface Nouns {
  readonly products: typeof organisation.product;
  readonly areas: typeof organisation.area;
  readonly teams: typeof organisation.team;
  readonly feedback: typeof understand.feedback;
  readonly companies: typeof understand.company;
  readonly contacts: typeof understand.contact;
  readonly segments: typeof understand.segment;
  readonly personas: typeof understand.persona;
  readonly interviews: typeof understand.interview;
  readonly insights: typeof understand.insight;
  readonly needs: typeof understand.need;
  readonly competitors: typeof understand.competitor;
  readonly competitorMoves: typeof understand.competitorMove;
  readonly objectives: typeof decide.objective;
  readonly keyResults: typeof decide.keyResult;
  readonly initiatives: typeof decide.initiative;
  readonly features: typeof decide.feature;
  readonly decisions: typeof decide.decision;
  readonly risks: typeof decide.risk;
  readonly requirements: typeof build.requirement;
  readonly releases: typeof build.release;
  readonly factSheets: typeof build.factSheet;
  readonly positionings: typeof position.positioning;
  readonly valuePropositions: typeof position.valueProposition;
  readonly messages: typeof position.message;
  readonly claims: typeof position.claim;
  readonly proofs: typeof position.proof;
  readonly assets: typeof position.asset;
  readonly battlecards: typeof position.battlecard;
  readonly launches: typeof launching.launch;
  readonly tasks: typeof launching.task;
  readonly announcements: typeof launching.announcement;
  readonly campaigns: typeof grow.campaign;
  readonly reviews: typeof learn.review;
  readonly learnings: typeof learn.learning;
  readonly winsAndLosses: typeof learn.winLoss;
}
