export {
  addressForbidden,
  allowedAddresses,
  isPublic,
  type Resolve,
  refuseObviouslyPrivate,
} from './address-guard.ts';
export { type Posted, type Posting, post } from './post.ts';
export { delayAfter, isTaken, isUnwanted, PAUSE_AFTER_FAILURES, PAUSE_AFTER_MS } from './schedule.ts';
export { type Message, makeSecret, signed } from './sign.ts';
