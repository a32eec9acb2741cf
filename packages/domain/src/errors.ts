/**
 * Every refusal that a person can meet, with its HTTP status. A screen translates `error.<code>`; message text never
 * crosses the wire. 404 stands for "not there or not yours": nothing is said about what exists.
 */
export const errorStatus = {
  'request.malformed': 400,
  'request.invalid': 422,
  'request.too_large': 413,
  'request.key_missing': 400,
  'request.key_reused': 409,
  'request.cross_site': 403,
  'auth.required': 401,
  'auth.wrong': 401,
  'auth.second_factor': 401,
  'auth.second_factor_setup': 403,
  'auth.password_change': 403,
  'auth.locked': 429,
  'auth.forbidden': 403,
  'auth.purpose_required': 403,
  'auth.demo_refused': 403,
  'limit.too_many': 429,
  not_found: 404,
  stale: 409,
  conflict: 409,
  'device.revoked': 401,
  'device.wrong_kind': 403,
  'pairing.wrong': 404,
  'setup.done': 409,
  'setup.wrong_code': 403,
  'hall.closed': 409,
  'hall.not_configured': 409,
  'series.closed': 409,
  'series.full': 409,
  'series.not_served': 409,
  'window.not_open': 409,
  'window.taken': 409,
  'window.not_yours': 403,
  'window.busy': 409,
  'window.paused': 409,
  'ticket.not_allowed': 409,
  'ticket.not_at_window': 409,
  'ticket.recall_too_soon': 409,
  'ticket.recall_limit': 409,
  'ticket.miss_too_soon': 409,
  'ticket.rejoin_expired': 409,
  'ticket.rejoin_used': 409,
  'ticket.undo_expired': 409,
  'ticket.undo_nothing': 409,
  'ticket.already_open': 409,
  'help.answered': 409,
  'help.not_allowed': 409,
  'item.incomplete': 409,
  'config.invalid': 422,
  'config.in_use': 409,
  'config.undo_blocked': 409,
  'person.no_assignment': 403,
  'staff.last_of_role': 409,
  'staff.self': 409,
  'role.held': 409,
  unavailable: 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** A refusal with a stable code. `details` are figures and ids for the sentence on the screen, never personal data. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
  ) {
    super(code);
    this.name = 'DomainError';
  }
}
