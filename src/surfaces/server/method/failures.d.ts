export declare const unknownMethod: import('../../../platform/failure/failure.ts').FailureFactory<{
  field: string;
  method: string;
  nearest: string;
}>;
export declare const methodInputsRefused: import('../../../platform/failure/failure.ts').FailureFactory<{
  field: string;
  problem: string;
  remedy: string;
}>;
export declare const methodsBusy: import('../../../platform/failure/failure.ts').FailureFactory<{
  waiting: number;
}>;
export declare const methodTooLong: import('../../../platform/failure/failure.ts').FailureFactory<{
  method: string;
  minutes: number;
}>;
export declare const methodEnded: import('../../../platform/failure/failure.ts').FailureFactory<{
  method: string;
}>;
