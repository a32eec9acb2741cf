import type { ClockInput, Due } from '@one-window/domain/clock';
import type { Instant } from '@one-window/domain/time';

interface Clock {
  readonly input: ClockInput;
  readonly due: Due;
  readonly endedAt: Instant | null;
}

/** A limit as screens are told of it, with its explanation line by line. */
export function toldClock({ input, due, endedAt }: Clock, passed: boolean) {
  const running = due.state === 'running';
  return {
    state: endedAt ? ('ended' as const) : due.state,
    amount: input.allowance.amount,
    unit: input.allowance.unit,
    at: running ? due.at : null,
    endedAt,
    passed,
    provisional: running && due.provisional,
    lines: due.lines.map((line) => ({ ...line })),
  };
}
