export { defineFailure, Failure, failureCatalogue, isFailure, type FailureFactory, type FailureBody } from './failure.ts';
