/** docs/generated/openapi.json: the API's document, for review of what a change does to it. */
import { personalOperations } from '../../src/surfaces/server/account/index.ts';
import { describeOperations } from '../../src/surfaces/server/described-operation.ts';
import { printOpenApi } from '../../src/surfaces/server/openapi.ts';
import { packageVersion } from '../../src/surfaces/server/package-folder.ts';
import { describedProduct } from '../../src/surfaces/server/product.ts';

export const file = 'openapi.json';

export function print(): string {
  const { model, operations } = describedProduct();
  const described = describeOperations(operations, personalOperations);
  return `${JSON.stringify(printOpenApi(described, model, packageVersion()), null, 1)}\n`;
}
