/** Agents over HTTP: one stateless exchange a request, as whoever the key or session belongs to. */
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { AnyOperation } from '../../../line/index.ts';
import type { LineServer } from '../../../line/server.ts';
import type { Identity } from '../../../platform/auth/index.ts';
import { crossSite, judge, problem, signInRequired } from '../../../platform/http/index.ts';
import type { Mount } from '../app.ts';
import { agentServer } from './agent-door.ts';
import { printTools } from './tools.ts';

export interface AgentMountParts {
  readonly line: LineServer;
  readonly operations: readonly AnyOperation[];
  readonly identify: (request: Request) => Promise<Identity | null>;
  readonly version: string;
}

/** `/mcp`, streamable HTTP. */
export function agentMount({ line, operations, identify, version }: AgentMountParts): Mount {
  const tools = printTools(line.model, operations);
  return {
    path: '/mcp',
    answer: async (request, { requestId }) => {
      try {
        const identity = await identify(request);
        if (identity === null) throw signInRequired({});
        if (!identity.csrfSafe && request.method !== 'GET') throw crossSite({});
        const standing = { workspaceId: identity.workspaceId, actor: { ...identity.actor, via: 'mcp' as const } };
        const server = agentServer({
          tools,
          version,
          grant: identity.grant,
          run: (operation, input) => line.run(operation, input, standing),
        });
        const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
        await server.connect(transport);
        return await transport.handleRequest(request);
      } catch (error) {
        return problem(judge(error).failure, requestId);
      }
    },
  };
}
