import { type AnyMethod } from '../../../methods/method.ts';
export interface MethodCall {
  readonly seed?: number | undefined;
  /** Ends the run where whoever asked goes away. */
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((done: number) => void) | undefined;
}
export interface MethodRunner {
  /** @throws method.inputs, method.busy, method.too-long, method.ended */
  run(method: AnyMethod, inputs: unknown, call?: MethodCall): Promise<unknown>;
  stop(): void;
}
export interface RunnerLimits {
  readonly threads: number;
  readonly waiting: number;
  readonly longestMs: number;
}
/**
 * @example
 * const runner = createMethodRunner();
 * await runner.run(netPromoterScore, { answers: [10, 9, 3] });
 */
export declare function createMethodRunner(limits?: Partial<RunnerLimits>): MethodRunner;
