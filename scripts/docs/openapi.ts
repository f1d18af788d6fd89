/** docs/generated/openapi.json: the API's document, for review of what a change does to it. */
import { domain } from '../../src/domain/index.ts';
import { createModel } from '../../src/line/index.ts';
import { personalOperations } from '../../src/surfaces/server/account/index.ts';
import { describeOperations } from '../../src/surfaces/server/described-operation.ts';
import { printOpenApi } from '../../src/surfaces/server/openapi.ts';
import { productOperations } from '../../src/surfaces/server/operations.ts';
import { packageVersion } from '../../src/surfaces/server/package-folder.ts';

export const file = 'openapi.json';

export function print(): string {
  const model = createModel(domain);
  const operations = describeOperations(productOperations({ model }), personalOperations);
  return `${JSON.stringify(printOpenApi(operations, model, packageVersion()), null, 1)}\n`;
}
