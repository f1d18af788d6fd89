/**
 * Which of our nouns and links the Unified Product Graph (UPG) knows, and by what name. Nouns without a counterpart stay at
 * home; links without one travel inside the node that relies, so that a round trip loses none.
 *
 * | ours | UPG entity | | ours | UPG entity |
 * | --- | --- | --- | --- | --- |
 * | area | product_area | | requirement | user_story |
 * | team | team | | release | release |
 * | feedback | customer_feedback | | positioning | positioning |
 * | company | account | | valueProposition | value_proposition |
 * | contact | contact | | message | messaging |
 * | segment | market_segment | | proof | proof_point |
 * | persona | persona | | asset | content_piece |
 * | insight | insight | | battlecard | competitive_battle_card |
 * | need | need | | launch | launch |
 * | competitor | competitor | | task | task |
 * | competitorMove | competitor_signal | | campaign | growth_campaign |
 * | objective, keyResult | objective, key_result | | review | retrospective |
 * | initiative, feature | initiative, feature | | learning | learning |
 * | decision, risk | decision, risk | | product | the document's product; others: product |
 */
import type { UPGBaseNode, UPGEdge } from '@unified-product-graph/core';
import type { Phase } from '../../line/index.ts';

export type EntityType = UPGBaseNode['type'];
export type EdgeType = UPGEdge['type'];

export const ENTITY_OF: Readonly<Record<string, EntityType>> = {
  product: 'product',
  area: 'product_area',
  team: 'team',
  feedback: 'customer_feedback',
  company: 'account',
  contact: 'contact',
  segment: 'market_segment',
  persona: 'persona',
  insight: 'insight',
  need: 'need',
  competitor: 'competitor',
  competitorMove: 'competitor_signal',
  objective: 'objective',
  keyResult: 'key_result',
  initiative: 'initiative',
  feature: 'feature',
  decision: 'decision',
  risk: 'risk',
  requirement: 'user_story',
  release: 'release',
  positioning: 'positioning',
  valueProposition: 'value_proposition',
  message: 'messaging',
  proof: 'proof_point',
  asset: 'content_piece',
  battlecard: 'competitive_battle_card',
  launch: 'launch',
  task: 'task',
  campaign: 'growth_campaign',
  review: 'retrospective',
  learning: 'learning',
};

export const KIND_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(ENTITY_OF).map(([kind, entity]) => [entity, kind]),
);

export interface EdgeMapping {
  /** Our link and the kind it leads to. */
  readonly link: string;
  readonly to: string;
  readonly edge: EdgeType;
  /** UPG points the other way: from what is relied on to what relies. */
  readonly reversed: boolean;
}

const along = (link: string, to: string, edge: EdgeType): EdgeMapping => ({ link, to, edge, reversed: false });
const against = (link: string, to: string, edge: EdgeType): EdgeMapping => ({ link, to, edge, reversed: true });

export const EDGES: readonly EdgeMapping[] = [
  along('feature.serves', 'need', 'feature_addresses_need'),
  along('initiative.advances', 'keyResult', 'initiative_advances_key_result'),
  against('keyResult.measures', 'objective', 'objective_achieved_through_key_result'),
  against('need.backedBy', 'insight', 'insight_validates_need'),
  against('need.feltBy', 'persona', 'persona_experiences_need'),
  along('persona.belongsTo', 'segment', 'persona_belongs_to_market_segment'),
  against('persona.drawnFrom', 'insight', 'insight_characterises_persona'),
  against('contact.worksAt', 'company', 'account_contains_contact'),
  against('competitorMove.madeBy', 'competitor', 'competitor_emits_competitor_signal'),
  against('requirement.details', 'feature', 'feature_specified_by_user_story'),
  along('release.contains', 'feature', 'release_contains_feature'),
  along('positioning.for', 'segment', 'positioning_within_market_segment'),
  along('positioning.for', 'persona', 'positioning_resonates_with_persona'),
  along('positioning.against', 'competitor', 'positioning_differentiates_from_competitor'),
  along('valueProposition.answers', 'need', 'value_proposition_solves_need'),
  against('valueProposition.follows', 'positioning', 'positioning_differentiates_via_value_proposition'),
  against('message.expresses', 'positioning', 'positioning_communicated_via_messaging'),
  along('message.addresses', 'persona', 'messaging_targets_persona'),
  against('message.promises', 'feature', 'feature_communicated_via_messaging'),
  along('proof.restsOn', 'insight', 'proof_point_derived_from_insight'),
  along('asset.carries', 'message', 'content_piece_supports_messaging'),
  along('battlecard.against', 'competitor', 'competitive_battle_card_references_competitor'),
  along('launch.launches', 'release', 'launch_ships_with_release'),
  along('launch.launches', 'feature', 'launch_ships_feature'),
  against('launch.says', 'message', 'messaging_used_in_launch'),
  against('campaign.promotes', 'launch', 'launch_amplified_by_growth_campaign'),
  against('learning.drawnFrom', 'review', 'retrospective_produces_learning'),
];

/** Words by which lifecycles of the graph say what our phases say; the first that a type's lifecycle has is written. */
export const STATUS_WORDS: Readonly<Record<Phase, readonly string[]>> = {
  open: [
    'proposed',
    'draft',
    'raw',
    'planning',
    'planned',
    'backlog',
    'open',
    'identified',
    'idea',
    'new',
    'considering',
  ],
  active: [
    'in_progress',
    'active',
    'validated',
    'review',
    'approved',
    'running',
    'in_development',
    'committed',
    'live',
  ],
  done: [
    'shipped',
    'completed',
    'achieved',
    'published',
    'done',
    'resolved',
    'closed',
    'released',
    'decided',
    'prioritized',
  ],
  gone: [
    'archived',
    'cancelled',
    'sunset',
    'retired',
    'deferred',
    'rejected',
    'abandoned',
    'deprecated',
    'superseded',
    'invalidated',
  ],
};

export function phaseOfStatus(status: string): Phase | undefined {
  const phases: readonly Phase[] = ['open', 'active', 'done', 'gone'];
  return phases.find((phase) => STATUS_WORDS[phase].includes(status));
}

export function edgeFor(link: string, toKind: string): EdgeMapping | undefined {
  return EDGES.find((one) => one.link === link && one.to === toKind);
}
