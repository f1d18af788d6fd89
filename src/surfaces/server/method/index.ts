/** The doors of the methods. */
export {
  describe as describeMethod,
  found as methodFound,
  type MethodDoor,
  methodDoors,
  methodOperations,
} from './method-operations.ts';
export { createMethodRunner, type MethodRunner } from './method-runner.ts';
