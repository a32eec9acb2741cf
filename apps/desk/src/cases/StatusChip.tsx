import { Chip } from '@one-window/ui/parts/Chip';
import type { CaseRow } from './api.ts';
import { statusLook, statusWord } from './words.ts';

/** Where a case stands: shape, word, fill. */
export function StatusChip(props: { status: CaseRow['status'] }) {
  const look = () => statusLook[props.status];
  const shape = () => look().shape;
  return (
    <Chip state={look().look} {...(shape() ? { shape: shape()! } : {})}>
      {statusWord(props.status)}
    </Chip>
  );
}
