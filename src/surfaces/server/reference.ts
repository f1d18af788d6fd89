/** The API's reference: the OpenAPI document, and the same for people, rendered here, without a script or a foreign request. */
import type { Model } from '../../line/index.ts';
import { PAGE_HEADERS } from '../../platform/http/index.ts';
import { answerReady, readyByContent } from './answer.ts';
import type { ServerContext } from './call.ts';
import type { DescribedOperation } from './described-operation.ts';
import { printOpenApi } from './openapi.ts';
import { API_BASE } from './operation-input.ts';
import { referencePage } from './reference-page.ts';
import { REFERENCE_STYLE } from './reference-style.ts';

interface ReferenceRoute {
  readonly path: string;
  readonly answer: (context: ServerContext) => Promise<Response>;
}

export interface ReferenceParts {
  /** Read when first asked for: the methods among them are loaded only then. */
  readonly operations: () => Promise<readonly DescribedOperation[]>;
  readonly model: Model;
  readonly version: string;
}

/** `openapi.json`, each operation's address in `operations.json`, `reference` and its style; each printed when first asked for, then kept. */
export function referenceRoutes({ operations, model, version }: ReferenceParts): readonly ReferenceRoute[] {
  const openApi = once(async () => JSON.stringify(printOpenApi(await operations(), model, version)));
  const addresses = once(async () =>
    JSON.stringify(Object.fromEntries((await operations()).map(({ name, rest }) => [name, [rest.method, rest.path]]))),
  );
  const page = once(async () => referencePage(await operations(), model));
  return [
    { path: `${API_BASE}/openapi.json`, answer: async ({ req }) => answerReady(req.raw, await openApi()) },
    { path: `${API_BASE}/operations.json`, answer: async ({ req }) => answerReady(req.raw, await addresses()) },
    { path: `${API_BASE}/reference`, answer: async ({ req }) => ready(req.raw, await page(), PAGE_HEADERS) },
    {
      path: `${API_BASE}/reference.css`,
      answer: ({ req }) =>
        ready(req.raw, readyByContent(REFERENCE_STYLE), { 'Content-Type': 'text/css; charset=utf-8' }),
    },
  ];
}

type Ready = ReturnType<typeof readyByContent>;

function once(print: () => Promise<string>): () => Promise<Ready> {
  let printed: Promise<Ready> | undefined;
  return () => {
    printed ??= print().then(readyByContent);
    return printed;
  };
}

/** As `answerReady`, with the headers of a page. */
async function ready(request: Request, answer: Ready, headers: Readonly<Record<string, string>>): Promise<Response> {
  const response = await answerReady(request, answer);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
