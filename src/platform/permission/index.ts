export { type Actor, type Via, isAtLeast, type Role, ROLES, systemActor } from './role.ts';
