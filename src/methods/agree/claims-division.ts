import { z } from 'zod';
import { defineMethod, MethodProblem, type MethodRun, report, type Warning } from '../method.ts';
import { randomFrom } from '../numeric/random.ts';
import {
  adjustedProportional,
  type ClaimsRule,
  constrainedEqualAwards,
  constrainedEqualLosses,
  minimalOverlap,
  piniles,
  proportional,
  talmud,
} from './claims-rules.ts';
import { drawnRandomArrival, EXACT_UP_TO, exactRandomArrival } from './random-arrival.ts';

const awards = (what: string) => z.array(z.number()).describe(`Awards in the order of the claims: ${what}.`);

const RULES = {
  proportional,
  constrainedEqualAwards,
  constrainedEqualLosses,
  talmud,
  piniles,
  adjustedProportional,
  minimalOverlap,
} as const;

const SPOKEN_RULES: Readonly<Record<string, string>> = {
  proportional: 'Proportional',
  constrainedEqualAwards: 'Equal awards',
  constrainedEqualLosses: 'Equal losses',
  talmud: 'Talmud',
  piniles: 'Piniles',
  randomArrival: 'Random arrival',
  adjustedProportional: 'Adjusted',
  minimalOverlap: 'Least overlap',
};

/**
 * Dividing too little among conflicting claims, by the rules of law and of game theory beside each other.
 *
 * Claims and estate are in one unit: money, days of a team, seats. Where the estate covers all claims each gets the claim and the
 * rest is left over.
 *
 * @throws MethodProblem `names-unlike-claims`, `nothing-claimed`.
 * @example claimsDivision.run({ claims: [100, 200, 300], estate: 200 }).awards.talmud; // [50, 75, 75]
 */
export const claimsDivision = defineMethod({
  name: 'claims-division',
  field: 'agree',
  title: 'Dividing by claims',
  summary:
    'How a budget or a team’s time that cannot meet all demands is shared by eight fair rules, and whom the choice of rule serves.',
  whenToUse: [
    'Demands on a team exceed its time and all are legitimate.',
    'To agree on a rule before arguing over amounts.',
  ],
  whenNot: [
    'Where what a demand brings matters more than who made it: divide by value instead.',
    'Where demands are inflated: proportional rewards that.',
  ],
  assumes: ['Claims are honest and equally legitimate (not checked).', 'The estate divides into any parts.'],
  formula: [
    'Proportional: `estate × claim / sum`. Equal awards: `min(claim, λ)`. Equal losses: `max(0, claim - λ)`.',
    'Talmud: equal awards of half-claims up to half the sum, then equal losses. Piniles: equal awards twice.',
    'Random arrival: first come first served, averaged over all orders. Adjusted proportional: what others concede, then proportional.',
    'Minimal overlap: claims laid over the estate overlapping least; each part is shared by those who claim it.',
  ].join('\n'),
  source: [
    'Aumann, R. and Maschler, M. (1985), Game theoretic analysis of a bankruptcy problem from the Talmud, J. Economic Theory 36.',
    'O’Neill, B. (1982), A problem of rights arbitration from the Talmud, Mathematical Social Sciences 2.',
    'Thomson, W. (2003), Axiomatic and game-theoretic analysis of bankruptcy and taxation problems, Mathematical Social Sciences 45.',
  ],
  verified:
    'The Talmud’s three estates as printed and R 4.2.2 to 1e-6; random arrival against all orders; self-duality, consistency and order preservation as properties.',
  cost: 'O(n log n); random arrival O(2ⁿ n) to 18 claims, 20,000 drawn orders beyond',
  warns: {
    'no-conflict': 'The estate covers all claims.',
    sampled: 'More than 18 claims: random arrival is an average over drawn orders, with a standard error.',
  },
  inputs: z.object({
    claims: z
      .array(z.number().min(0, 'A claim is 0 or more.'))
      .min(1, 'Give at least one claim.')
      .max(1000)
      .describe('Any unit, the same as the estate.'),
    estate: z.number().min(0, 'The estate is 0 or more.').describe('What there is to divide.'),
    names: z.array(z.string()).optional().describe('Of the claimants, in the order of the claims.'),
  }),
  result: z.object({
    names: z.array(z.string()),
    awards: z.object({
      proportional: awards('the same share of each claim'),
      constrainedEqualAwards: awards('the same for all, up to the claim'),
      constrainedEqualLosses: awards('the same loss for all, down to nothing'),
      talmud: awards('contested garment, consistent'),
      piniles: awards('equal awards of half-claims, twice'),
      randomArrival: awards('first come first served, averaged over all orders'),
      adjustedProportional: awards('what others concede, then proportional'),
      minimalOverlap: awards('least overlap, shared by those who claim it'),
    }),
    randomArrivalStandardErrors: z.array(z.number()).nullable().describe('Null where exact (up to 18 claims).'),
    bestRuleFor: z.array(z.array(z.string())).describe('For each claimant the rules that award most.'),
    leftOver: z.number().describe('Estate beyond the sum of claims.'),
    ...report,
  }),
  example: {
    about: 'Three creditors claim 100, 200 and 300 of an estate of 200.',
    source: 'Mishna Ketubot 10:4, after Aumann and Maschler (1985).',
    inputs: { claims: [100, 200, 300], estate: 200 },
  },
  run({ claims, estate, names: given }, how) {
    if (given !== undefined && given.length !== claims.length)
      throw new MethodProblem('names-unlike-claims', 'names', `Give ${claims.length} names, one for each claim.`);
    const total = claims.reduce((sum, claim) => sum + claim, 0);
    if (total === 0) throw new MethodProblem('nothing-claimed', 'claims', 'Give at least one claim above 0.');
    const names = given ?? claims.map((_, i) => `Claimant ${i + 1}`);
    const toDivide = Math.min(estate, total);
    const by = (rule: ClaimsRule) => (estate >= total ? [...claims] : rule(claims, toDivide));
    const arrival = arrivalOf(claims, toDivide, how);
    const found = {
      proportional: by(RULES.proportional),
      constrainedEqualAwards: by(RULES.constrainedEqualAwards),
      constrainedEqualLosses: by(RULES.constrainedEqualLosses),
      talmud: by(RULES.talmud),
      piniles: by(RULES.piniles),
      randomArrival: arrival.awards,
      adjustedProportional: by(RULES.adjustedProportional),
      minimalOverlap: by(RULES.minimalOverlap),
    };
    const rules = Object.entries(found);
    return {
      names,
      awards: found,
      randomArrivalStandardErrors: arrival.standardErrors,
      bestRuleFor: claims.map((_, i) => {
        const most = Math.max(...rules.map(([, amounts]) => amounts[i]!));
        return rules.filter(([, amounts]) => amounts[i]! >= most - 1e-9 * Math.max(1, total)).map(([rule]) => rule);
      }),
      leftOver: Math.max(0, estate - total),
      warnings: warningsOf(estate >= total, arrival.standardErrors !== null),
      reading: readingOf(names, found, { estate, total }),
      picture: {
        kind: 'bars' as const,
        title: 'Awards by rule',
        x: 'Claimant',
        y: 'Award',
        series: rules.map(([rule, amounts]) => ({ name: SPOKEN_RULES[rule] ?? rule, x: names, y: amounts })),
      },
    };
  },
});

function arrivalOf(claims: readonly number[], estate: number, how: MethodRun | undefined) {
  if (claims.length > EXACT_UP_TO) return drawnRandomArrival(claims, estate, randomFrom(how?.seed));
  return { awards: exactRandomArrival(claims, estate), standardErrors: null };
}

function warningsOf(covered: boolean, sampled: boolean): Warning[] {
  const warnings: Warning[] = [];
  if (covered)
    warnings.push({ id: 'no-conflict', text: 'There is enough for all claims: each gets its claim by every rule.' });
  if (sampled)
    warnings.push({ id: 'sampled', text: 'Random arrival is averaged over drawn orders: see its standard errors.' });
  return warnings;
}

function readingOf(
  names: readonly string[],
  found: { proportional: readonly number[]; constrainedEqualAwards: readonly number[]; talmud: readonly number[] },
  { estate, total }: { estate: number; total: number },
): string {
  if (estate >= total) return `All claims (${total}) can be met from ${estate}.`;
  const say = (amounts: readonly number[]) =>
    names
      .slice(0, 6)
      .map((name, i) => `${name} ${Number(amounts[i]!.toPrecision(4))}`)
      .join(', ');
  const more = names.length > 6 ? ' …' : '';
  return `${estate} must meet claims of ${total}. Proportional: ${say(found.proportional)}${more}. Equal awards: ${say(found.constrainedEqualAwards)}${more}. Talmud: ${say(found.talmud)}${more}.`;
}
