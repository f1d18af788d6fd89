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

/** `openapi.json`, each operation's address in `operations.json`, `reference` and its style; each printed when first asked for, then kept. */
export function referenceRoutes(
  operations: readonly DescribedOperation[],
  model: Model,
  version: string,
): readonly ReferenceRoute[] {
  const openApi = once(() => JSON.stringify(printOpenApi(operations, model, version)));
  const addresses = once(() =>
    JSON.stringify(Object.fromEntries(operations.map(({ name, rest }) => [name, [rest.method, rest.path]]))),
  );
  const page = once(() => referencePage(operations, model));
  return [
    { path: `${API_BASE}/openapi.json`, answer: ({ req }) => answerReady(req.raw, openApi()) },
    { path: `${API_BASE}/operations.json`, answer: ({ req }) => answerReady(req.raw, addresses()) },
    { path: `${API_BASE}/reference`, answer: ({ req }) => ready(req.raw, page(), PAGE_HEADERS) },
    {
      path: `${API_BASE}/reference.css`,
      answer: ({ req }) =>
        ready(req.raw, readyByContent(REFERENCE_STYLE), { 'Content-Type': 'text/css; charset=utf-8' }),
    },
  ];
}

type Ready = ReturnType<typeof readyByContent>;

function once(print: () => string): () => Ready {
  let printed: Ready | undefined;
  return () => {
    printed ??= readyByContent(print());
    return printed;
  };
}

/** As `answerReady`, with the headers of a page. */
async function ready(request: Request, answer: Ready, headers: Readonly<Record<string, string>>): Promise<Response> {
  const response = await answerReady(request, answer);
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
