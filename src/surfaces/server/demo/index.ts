/** Demonstrations at the server's doors. */
export { demoOperations } from './demo-operations.ts';
