/** What the server says about itself: one JSON object a line, ready for any collector. */
import { type Logger, pino } from 'pino';
import type { LogLevel } from '../../platform/settings/index.ts';

export type { Logger };

/**
 * The server's log, on standard output. Credentials never reach it: requests are logged by route, not by address or header.
 *
 * @example
 * createLog('info').info({ port: 4321 }, 'listening');
 */
export function createLog(level: LogLevel): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: ['req.headers', '*.authorization', '*.cookie'],
  });
}
