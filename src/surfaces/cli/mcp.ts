/** `throughline mcp`: the door for agents over stdio: in this process, or bridged to a Throughline elsewhere. */
import type { Command } from 'commander';
import { packageVersion } from '../server/package-folder.ts';
import { example } from './argument.ts';
import type { Cli } from './cli.ts';
import type { Remote } from './run-over-http.ts';

export function addMcp(program: Command, cli: Cli): void {
  program
    .command('mcp')
    .description('serve the Model Context Protocol over stdio, for agents on this machine')
    .addHelpText(
      'after',
      example('throughline mcp --workspace firefox', 'throughline mcp --url https://line.example.com'),
    )
    .action(async () => {
      const remote = cli.remote();
      if (remote === undefined) await serveHere(cli);
      else await bridge(remote);
    });
}

async function serveHere(cli: Cli): Promise<void> {
  const [{ StdioServerTransport }, { agentServer }, { printTools }] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/stdio.js'),
    import('../server/mcp/agent-door.ts'),
    import('../server/mcp/tools.ts'),
  ]);
  await cli.withDesk(async (desk) => {
    // Said before the first call: an agent cannot choose a workspace.
    await desk.workspace();
    const server = agentServer({
      tools: printTools(desk.model, desk.operations),
      version: packageVersion(),
      grant: undefined,
      run: (operation, input) => desk.run(operation, input),
    });
    const gone = whenGone();
    await server.connect(new StdioServerTransport());
    await gone;
    await server.close();
  }, 'mcp');
}

/** Whoever started us closes our input when they are done. */
function whenGone(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
  });
}

/** Messages pass as they are, so the key's rights, tools and hints are those of the server. */
async function bridge({ url, key }: Remote): Promise<void> {
  const [{ StdioServerTransport }, { StreamableHTTPClientTransport }] = await Promise.all([
    import('@modelcontextprotocol/sdk/server/stdio.js'),
    import('@modelcontextprotocol/sdk/client/streamableHttp.js'),
  ]);
  const here = new StdioServerTransport();
  const there = new StreamableHTTPClientTransport(new URL('/mcp', url), {
    requestInit: { headers: { authorization: `Bearer ${key}` } },
  });
  const failed = Promise.withResolvers<never>();
  here.onmessage = (message) => {
    there.send(message).catch(failed.reject);
  };
  there.onmessage = (message) => {
    here.send(message).catch(failed.reject);
  };
  const gone = whenGone();
  await there.start();
  await here.start();
  await Promise.race([gone, failed.promise]);
  await there.close();
  await here.close();
}
