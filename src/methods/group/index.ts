import { kMeans } from './k-means.ts';

export const groupMethods = [kMeans] as const;
export { kMeans };
