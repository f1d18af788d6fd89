/** The doors of the methods. */
export {
  describe as describeMethod,
  found as methodFound,
  methodDoors,
  methodOperations,
} from './method-operations.ts';
export { createMethodRunner } from './method-runner.ts';
