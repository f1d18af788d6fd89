/** The sign-in library as it is just now: built anew once a provider that could not be reached answers. */
import type { Auth } from 'better-auth';
import { discoverProvider, type ProviderFacts } from './oidc-provider.ts';
import type { AuthSettings } from './settings.ts';

const ASK_AGAIN_MS = 15_000;

export interface EngineHolder {
  current(): Promise<Auth>;
}

/** Asks the provider at start, and again, not too often, for as long as it does not answer. */
export async function createEngineHolder(
  build: (provider: ProviderFacts | undefined) => Auth,
  oidc: AuthSettings['oidc'],
): Promise<EngineHolder> {
  const discover = async (): Promise<ProviderFacts | undefined> =>
    oidc === undefined ? undefined : discoverProvider(oidc);
  let provider = await discover();
  let engine = build(provider);
  let askedAt = Date.now();
  return {
    async current() {
      if (oidc === undefined || provider !== undefined || Date.now() - askedAt < ASK_AGAIN_MS) return engine;
      askedAt = Date.now();
      provider = await discover();
      if (provider !== undefined) engine = build(provider);
      return engine;
    },
  };
}
