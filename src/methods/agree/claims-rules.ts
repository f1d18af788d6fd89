/** Rules for dividing too little among claims that are too much. Each awards at most the claim and gives out the whole estate. */

export type ClaimsRule = (claims: readonly number[], estate: number) => number[];

/** Halvings of an interval of doubles after which it is one point. */
const HALVINGS = 200;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Everybody the same share of their claim. */
export const proportional: ClaimsRule = (claims, estate) => {
  const total = sum(claims);
  return claims.map((claim) => (total > 0 ? (claim / total) * estate : 0));
};

/** Everybody the same award, up to their claim. */
export const constrainedEqualAwards: ClaimsRule = (claims, estate) => {
  const ascending = claims.map((claim, i) => ({ claim, i })).sort((a, b) => a.claim - b.claim);
  const awards = claims.map(() => 0);
  let left = estate;
  ascending.forEach(({ claim, i }, done) => {
    const award = Math.min(claim, left / (claims.length - done));
    awards[i] = award;
    left -= award;
  });
  return awards;
};

/** Everybody the same loss, down to nothing. */
export const constrainedEqualLosses: ClaimsRule = (claims, estate) => {
  const losses = constrainedEqualAwards(claims, Math.max(0, sum(claims) - estate));
  return claims.map((claim, i) => claim - losses[i]!);
};

/** Aumann and Maschler (1985): equal awards up to half of each claim, then equal losses of the other halves. */
export const talmud: ClaimsRule = (claims, estate) => {
  const halves = claims.map((claim) => claim / 2);
  const half = sum(halves);
  if (estate <= half) return constrainedEqualAwards(halves, estate);
  const rest = constrainedEqualLosses(halves, estate - half);
  return halves.map((own, i) => own + rest[i]!);
};

/** Piniles (1861): equal awards up to half of each claim, then equal awards of the other halves. */
export const piniles: ClaimsRule = (claims, estate) => {
  const halves = claims.map((claim) => claim / 2);
  const half = sum(halves);
  if (estate <= half) return constrainedEqualAwards(halves, estate);
  const rest = constrainedEqualAwards(halves, estate - half);
  return halves.map((own, i) => own + rest[i]!);
};

/** Curiel, Maschler and Tijs (1987): first what the others concede to each, then the rest by what is left of the claims. */
export const adjustedProportional: ClaimsRule = (claims, estate) => {
  const total = sum(claims);
  const conceded = claims.map((claim) => Math.max(0, estate - (total - claim)));
  const left = estate - sum(conceded);
  const rest = claims.map((claim, i) => Math.min(claim - conceded[i]!, left));
  const shares = proportional(rest, left);
  return conceded.map((own, i) => own + shares[i]!);
};

/**
 * O'Neill (1982): claims laid over the estate so that they overlap as little as possible, and each part shared equally by those who
 * claim it.
 */
export const minimalOverlap: ClaimsRule = (claims, estate) => {
  const largest = Math.max(0, ...claims);
  if (estate <= largest) return nested(claims, estate);
  let low = 0;
  let high = estate;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const from = (low + high) / 2;
    const laid = claims.reduce((total, claim) => total + Math.max(0, claim - from), 0);
    if (laid > estate - from) low = from;
    else high = from;
  }
  const shared = nested(
    claims.map((claim) => Math.min(claim, high)),
    high,
  );
  return claims.map((claim, i) => Math.max(0, claim - high) + shared[i]!);
};

/** All claims laid from the start of the estate; each layer is shared equally by those who reach it (Ibn Ezra's rule). */
function nested(claims: readonly number[], estate: number): number[] {
  const ascending = claims.map((claim, i) => ({ claim: Math.min(claim, estate), i })).sort((a, b) => a.claim - b.claim);
  const awards = claims.map(() => 0);
  let below = 0;
  let each = 0;
  ascending.forEach(({ claim, i }, done) => {
    each += (claim - below) / (claims.length - done);
    below = claim;
    awards[i] = each;
  });
  return awards;
}
