import { adjustedRand } from './adjusted-rand.ts';
import { kMeans } from './k-means.ts';
import { latentClasses } from './latent-classes.ts';
import { rfm } from './rfm.ts';
import { segmentProfile } from './segment-profile.ts';
import { ward } from './ward.ts';

export const groupMethods = [kMeans, ward, latentClasses, rfm, segmentProfile, adjustedRand] as const;
export { adjustedRand, kMeans, latentClasses, rfm, segmentProfile, ward };
