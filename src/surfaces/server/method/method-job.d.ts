/** What goes to a worker and what comes back. */
export interface MethodJob {
  readonly name: string;
  readonly inputs: unknown;
  readonly seed?: number | undefined;
}
export type MethodNews =
  | {
      readonly kind: 'progress';
      readonly done: number;
    }
  | {
      readonly kind: 'answer';
      readonly answer: unknown;
    }
  | {
      readonly kind: 'problem';
      readonly id: string;
      readonly field: string;
      readonly remedy: string;
    }
  | {
      readonly kind: 'fault';
      readonly text: string;
    };
