export { type Actor, type Via, isAtLeast, mayActOn, type Role, ROLES, systemActor } from './role.ts';
