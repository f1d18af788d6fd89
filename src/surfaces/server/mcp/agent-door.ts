/** The door for agents: the Model Context Protocol over whatever transport it is given, tools printed from the operations. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, type CallToolResult, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { AnyOperation } from '../../../line/index.ts';
import { allowsDemand, allowsTool, assertScope, assertTool, type Identity } from '../../../platform/auth/index.ts';
import type { Failure } from '../../../platform/failure/index.ts';
import { judge } from '../../../platform/http/index.ts';
import type { Tool } from './tools.ts';

/** Runs an operation for whoever the agent acts for: in this process, or over HTTP from the command line. */
export type RunTool = (operation: AnyOperation, input: unknown) => Promise<unknown>;

export interface AgentDoorParts {
  readonly tools: readonly Tool[];
  readonly version: string;
  readonly run: RunTool;
  /** What the key behind the call is limited to; undefined: its member's role alone. */
  readonly grant: Identity['grant'];
  /** Hears of faults of ours, of which the agent is told no more than that. */
  readonly onFault?: (error: unknown) => void;
}

const INSTRUCTIONS = `Throughline holds one line of evidence: feedback, insights, needs, features, messages, claims, launches, campaigns.
Every link remembers the revision it was agreed against; list_out_of_step shows what has to answer. Before changing dates, scope or
states, ask preview_impact. Confirm a link (confirm_link) only when you have read both sides.`;

/**
 * Puts a protocol server together; connect it to a transport.
 *
 * @example
 * await agentServer({ tools, version, run, grant: identity.grant }).connect(transport);
 */
export function agentServer({ tools, version, ...calling }: AgentDoorParts): Server {
  const server = new Server(
    { name: 'throughline', version },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  const byName = new Map(tools.map((tool) => [tool.name, tool]));
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools
      .filter((tool) => allowsTool(calling.grant, tool.name) && allowsDemand(calling.grant, tool.demand))
      .map(({ name, title, description, inputSchema, annotations }) => ({
        name,
        title,
        description,
        inputSchema,
        annotations,
      })),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = byName.get(params.name);
    return tool === undefined ? unknownTool(params.name) : call(tool, params.arguments ?? {}, calling);
  });
  return server;
}

async function call(
  tool: Tool,
  given: Record<string, unknown>,
  { run, grant, onFault }: Omit<AgentDoorParts, 'tools' | 'version'>,
): Promise<CallToolResult> {
  try {
    assertTool(grant, tool.name);
    const { operation, input } = tool.operationFor(given);
    assertScope(grant, operation);
    const answer = await run(operation, input);
    return { content: [{ type: 'text', text: JSON.stringify(answer) }], structuredContent: { ...Object(answer) } };
  } catch (error) {
    const { failure, unforeseen } = judge(error);
    if (unforeseen) onFault?.(error);
    return refused(failure);
  }
}

/** A failure is told to the agent as a result it can read and mend, not as a fault of the protocol. */
function refused(failure: Failure): CallToolResult {
  return { isError: true, content: [{ type: 'text', text: JSON.stringify(failure.toBody()) }] };
}

function unknownTool(name: string): CallToolResult {
  return {
    isError: true,
    content: [
      {
        type: 'text',
        text: JSON.stringify({ id: 'tool.unknown', detail: `There is no tool "${name}". List the tools.` }),
      },
    ],
  };
}
