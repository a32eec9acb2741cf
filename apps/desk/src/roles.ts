import { grants, roles, type Action, type Role } from '@one-window/domain/permissions';

/** Does any of these roles hold the action somewhere? For the rail only: the API decides each case on its own. */
export function holds(held: readonly string[], action: Action): boolean {
  return held.some((name) => isRole(name) && grants[name].some((grant) => grant.action === action));
}

export function isRole(name: string): name is Role {
  return (roles as readonly string[]).includes(name);
}

/** Sits at windows: at any, or at those where results are handed over. */
export const sits = (held: readonly string[]): boolean => holds(held, 'window.operate') || holds(held, 'window.deliver');
