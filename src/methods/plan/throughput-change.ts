/** Whether a team has become faster or slower within its own history. */

/** Welch's statistic of the two halves, beyond 2.5. */
export function halvesDiffer(throughput: readonly number[]): boolean {
  const half = throughput.length >> 1;
  const describe = (part: readonly number[]) => {
    const mean = part.reduce((sum, one) => sum + one, 0) / part.length;
    return { mean, error: part.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (part.length - 1) / part.length };
  };
  const [early, late] = [describe(throughput.slice(0, half)), describe(throughput.slice(half))];
  return Math.abs(late.mean - early.mean) > 2.5 * Math.sqrt(early.error + late.error) && late.mean !== early.mean;
}
