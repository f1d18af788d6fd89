/** What we say about it, and why it is true. */
import type { Slice } from '../../line/index.ts';
import { overdueCheck } from '../organisation/index.ts';
import { asset } from './asset/asset.ts';
import { assetPromisesCutFeature } from './asset/promise-of-cut-feature.check.ts';
import { assetCarriesRetiredMessage } from './asset/retired-message-in-use.check.ts';
import { battlecard } from './battlecard/battlecard.ts';
import { staleCompetitor } from './battlecard/stale-competitor.check.ts';
import { claim } from './claim/claim.ts';
import { claimUnproven } from './claim/claim-unproven.check.ts';
import { claimPromisesCutFeature } from './claim/promise-of-cut-feature.check.ts';
import { message } from './message/message.ts';
import { personaUnproven } from './message/persona-unproven.check.ts';
import { messagePromisesCutFeature } from './message/promise-of-cut-feature.check.ts';
import { positioning } from './positioning/positioning.ts';
import { proof } from './proof/proof.ts';
import { valueProposition } from './value-proposition/value-proposition.ts';

export { retiredMessageInUse } from './message/retired-message-in-use.ts';
export { asset, battlecard, claim, message, positioning, proof, valueProposition };

const kinds = [positioning, valueProposition, message, claim, proof, asset, battlecard];

export const position: Slice = {
  name: 'position',
  label: 'Position',
  kinds,
  checks: [
    messagePromisesCutFeature,
    claimPromisesCutFeature,
    assetPromisesCutFeature,
    claimUnproven,
    staleCompetitor,
    personaUnproven,
    assetCarriesRetiredMessage,
    ...kinds.map((kind) => overdueCheck(kind)),
  ],
};
