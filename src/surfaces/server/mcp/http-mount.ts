/** Agents over HTTP: one stateless exchange a request, as whoever the key or session belongs to. */
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { AnyOperation } from '../../../line/index.ts';
import type { LineServer } from '../../../line/server.ts';
import type { Identity } from '../../../platform/auth/index.ts';
import {
  BODY_LIMIT_BYTES,
  crossSite,
  methodNotAllowed,
  readText,
  signInRequired,
} from '../../../platform/http/index.ts';
import type { Mount } from '../app.ts';
import { agentServer } from './agent-door.ts';
import { printTools } from './tools.ts';

const PATH = '/mcp';

export interface AgentMountParts {
  readonly line: LineServer;
  readonly operations: readonly AnyOperation[];
  readonly identify: (request: Request) => Promise<Identity | null>;
  readonly version: string;
}

/** `/mcp`, streamable HTTP without sessions: there is no stream to open by GET and nothing to end by DELETE. */
export function agentMount({ line, operations, identify, version }: AgentMountParts): Mount {
  const tools = printTools(line.model, operations);
  return {
    path: PATH,
    answer: async (request, call) => {
      const identity = await identify(request);
      if (identity === null) throw signInRequired({});
      if (request.method !== 'POST') throw methodNotAllowed({ path: PATH, method: request.method, allowed: ['POST'] });
      if (!identity.csrfSafe) throw crossSite({});
      const standing = { workspaceId: identity.workspaceId, actor: { ...identity.actor, via: 'mcp' as const } };
      const server = agentServer({
        tools,
        version,
        grant: identity.grant,
        run: (operation, input) => line.run(operation, input, standing),
        onFault: (error) => {
          call.fault = error;
        },
      });
      const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
      await server.connect(transport);
      return transport.handleRequest(await withinLimit(request));
    },
  };
}

/** The transport would read a body of any length. @throws bodyTooLarge, bodyMalformed, bodyEncodingUnsupported */
async function withinLimit(request: Request): Promise<Request> {
  const body = await readText(request, BODY_LIMIT_BYTES);
  return new Request(request.url, { method: request.method, headers: request.headers, body });
}
