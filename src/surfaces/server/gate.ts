/** Who asks, whether their browser may write, and how often they may: before any operation is reached. */
import { createHash } from 'node:crypto';
import { assertScope, type Identity } from '../../platform/auth/index.ts';
import { isFailure } from '../../platform/failure/index.ts';
import {
  type Allowance,
  crossSite,
  type RateLimiter,
  signInRequired,
  tooManyRequests,
} from '../../platform/http/index.ts';
import type { ServerContext } from './call.ts';

export interface Gate {
  /** The identity behind a request that may do this. @throws signInRequired, keyLacksScope, crossSite, tooManyRequests */
  enter(context: ServerContext, demand: Demand): Promise<Identity>;
  /** Counts a request whose door finds out for itself who asks: by the credential it carries, else by its address. @throws tooManyRequests */
  pace(context: ServerContext): void;
  /** Counts an answer of 401 that such a door gave, so that keys are not guessed there either. @throws tooManyRequests */
  refused(context: ServerContext): void;
}

/** What is about to be done: decides which scope a key needs. */
export type Demand = Parameters<typeof assertScope>[1];
/** Feed and snapshot are read like any list. */
export const READING: Demand = { effect: 'read', may: { role: 'viewer' } };

export interface GateParts {
  readonly identify: (request: Request) => Promise<Identity | null>;
  /** Counts the requests of each key or session; null: nobody is counted. */
  readonly limiter: RateLimiter | null;
  /** Counts failed sign-ins of each address, so that keys cannot be guessed. */
  readonly strangers: RateLimiter | null;
}

/** Puts the gate together. */
export function createGate({ identify, limiter, strangers }: GateParts): Gate {
  async function identity(context: ServerContext): Promise<Identity> {
    const found = await identify(context.req.raw).catch((error: unknown) => {
      if (isFailure(error) && error.status === 401) countStranger(context);
      throw error;
    });
    if (found !== null) return found;
    countStranger(context);
    throw signInRequired({});
  }
  function countStranger(context: ServerContext): void {
    if (strangers !== null) count(context, strangers, addressOf(context));
  }
  return {
    async enter(context, demand) {
      const found = await identity(context);
      if (limiter !== null) count(context, limiter, `${found.workspaceId}:${found.keyId ?? found.userId}`);
      if (!found.csrfSafe && isWrite(context.req.method)) throw crossSite({});
      assertScope(found.grant, demand);
      return found;
    },
    pace(context) {
      if (limiter !== null) count(context, limiter, credentialOf(context) ?? addressOf(context));
    },
    refused: countStranger,
  };
}

const isWrite = (method: string): boolean => method !== 'GET' && method !== 'HEAD';

function count(context: ServerContext, limiter: RateLimiter, caller: string): void {
  const allowance = limiter.take(caller);
  tell(context, allowance);
  if (!allowance.allowed) throw tooManyRequests({ retryAfterSeconds: allowance.retryAfterSeconds });
}

function tell(context: ServerContext, { limit, remaining, resetSeconds }: Allowance): void {
  const { outgoing } = context.env;
  outgoing.setHeader('RateLimit-Limit', limit);
  outgoing.setHeader('RateLimit-Remaining', remaining);
  outgoing.setHeader('RateLimit-Reset', resetSeconds);
}

/** What a request shows of its sender, unread: a key or the cookies, as a digest. */
function credentialOf({ req }: ServerContext): string | null {
  const shown = req.header('authorization') ?? req.header('cookie');
  return shown === undefined ? null : createHash('sha256').update(shown).digest('base64url');
}

function addressOf(context: ServerContext): string {
  return context.env.call.clientAddress ?? 'unknown';
}
