import { kMeans } from './k-means.ts';
import { latentClasses } from './latent-classes.ts';

export const groupMethods = [kMeans, latentClasses] as const;
export { kMeans, latentClasses };
