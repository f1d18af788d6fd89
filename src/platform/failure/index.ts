export {
  defineFailure,
  Failure,
  type FailureBody,
  type FailureFactory,
  failureCatalogue,
  isFailure,
} from './failure.ts';
