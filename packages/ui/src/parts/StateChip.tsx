import type { TicketState } from '@one-window/domain/tickets';
import { t } from '../words.ts';
import { Chip, type ChipLook } from './Chip.tsx';

const looks: Readonly<Record<TicketState, ChipLook>> = {
  WAITING: 'waiting',
  CALLED: 'called',
  SERVING: 'serving',
  HELD: 'held',
  DONE: 'done',
  MISSED: 'missed',
  CANCELLED: 'outline',
  ABANDONED: 'outline',
};

/** The state of a ticket: shape, word, fill. */
export function StateChip(props: { state: TicketState }) {
  return (
    <Chip state={looks[props.state]} shape={props.state}>
      {t(`common.state.${props.state}`)}
    </Chip>
  );
}
