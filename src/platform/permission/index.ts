export { type Actor, isAtLeast, ROLES, type Role, systemActor, type Via } from './role.ts';
