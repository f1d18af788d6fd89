/** People with a score, put into groups of equal size in the order of targeting. */

import { MethodProblem } from '../method.ts';
import { requireLength } from './regression-inputs.ts';
import type { TargetGroup } from './targeting-curves.ts';

interface Person {
  readonly score: number;
  readonly treated: number;
  readonly outcome: number;
}

/**
 * People of one score stay together; a group that lacks someone treated or in control joins the one before it.
 *
 * @example groupsOfRows({ score: [3, 3, 1, 1], treated: [1, 0, 1, 0], outcome: [1, 0, 0, 0], bins: 2 }).length; // 2
 */
export function groupsOfRows({
  score,
  treated,
  outcome,
  bins,
}: {
  score: readonly number[] | undefined;
  treated: readonly number[] | undefined;
  outcome: readonly number[] | undefined;
  bins: number;
}): TargetGroup[] {
  if (score === undefined || treated === undefined || outcome === undefined)
    throw new MethodProblem('groups-missing', 'groups', 'Give groups, or score, treated and outcome.');
  requireLength(outcome.length, { score, treated });
  if (!treated.includes(1) || !treated.includes(0))
    throw new MethodProblem('arm-empty', 'treated', 'Give people of both arms, treated and control.');
  const people = score.map((value, i) => ({ score: value, treated: treated[i]!, outcome: outcome[i]! }));
  people.sort((a, b) => b.score - a.score);
  const groups: Person[][] = [];
  let at = 0;
  for (let bin = 1; bin <= bins && at < people.length; bin++) {
    let end = Math.max(at + 1, Math.round((bin * people.length) / bins));
    while (end < people.length && people[end]!.score === people[end - 1]!.score) end++;
    groups.push(people.slice(at, end));
    at = end;
  }
  return joined(groups).map(summed);
}

function joined(groups: readonly Person[][]): Person[][] {
  const whole: Person[][] = [];
  let open: Person[] = [];
  for (const group of groups) {
    open = [...open, ...group];
    if (!bothArms(open)) continue;
    whole.push(open);
    open = [];
  }
  const last = whole.at(-1) ?? [];
  return open.length === 0 ? whole : [...whole.slice(0, -1), [...last, ...open]];
}

function bothArms(people: readonly Person[]): boolean {
  return people.some(({ treated }) => treated === 1) && people.some(({ treated }) => treated === 0);
}

function summed(people: readonly Person[]): TargetGroup {
  const arm = (which: number) => {
    const outcomes = people.filter(({ treated }) => treated === which).map(({ outcome }) => outcome);
    const sum = outcomes.reduce((all, outcome) => all + outcome, 0);
    const mean = sum / outcomes.length;
    const variance = outcomes.reduce((all, outcome) => all + (outcome - mean) ** 2, 0) / outcomes.length;
    return { count: outcomes.length, sum, variance };
  };
  const [treated, control] = [arm(1), arm(0)];
  const [first, last] = [people[0]?.score ?? 0, people.at(-1)?.score ?? 0];
  return {
    group: first === last ? String(first) : `${first} to ${last}`,
    treated: treated.count,
    treatedResponses: treated.sum,
    treatedVariance: treated.variance,
    control: control.count,
    controlResponses: control.sum,
    controlVariance: control.variance,
  };
}
