/** Launch tiers: how much of the house a launch moves. Chosen by impact on customers, not by the list of deliverables. */

export interface LaunchTier {
  readonly tier: '1' | '2' | '3' | '4';
  readonly name: string;
  /** When a launch belongs here. */
  readonly criteria: string;
}

export const LAUNCH_TIERS: readonly LaunchTier[] = [
  { tier: '1', name: 'Major', criteria: 'A new product, market or category, or a change every customer notices.' },
  {
    tier: '2',
    name: 'Significant',
    criteria: 'Closes a gap that decides deals, or a feature most customers of a segment will use.',
  },
  { tier: '3', name: 'Minor', criteria: 'A welcome improvement for those who use the part it is in.' },
  { tier: '4', name: 'Silent', criteria: 'Nobody has to learn or decide anything: the release notes suffice.' },
];

/** Tiers in which sales and success must be ready before the day. */
export const TIERS_THAT_NEED_ENABLEMENT: readonly string[] = ['1', '2'];
