import { createContext, useContext, type Accessor } from 'solid-js';
import type { Instant } from '@one-window/domain/time';
import type { HallStaffView } from '@one-window/domain/views';
import type { HelpDesk } from '../help/press.ts';
import type { Manage } from './manage.ts';

interface Hall {
  readonly view: Accessor<HallStaffView>;
  readonly now: Accessor<Instant>;
  /** Null where nothing can be done: a moment that is over. */
  readonly manage: Manage | null;
  readonly help: HelpDesk | null;
}
const HallContext = createContext<Hall>();
export const HallProvider = HallContext.Provider;

/** The hall that a part of the overview is about; only inside {@link HallProvider}. */
export function useHall(): Hall {
  const hall = useContext(HallContext);
  if (!hall) throw new Error('outside the hall overview');
  return hall;
}
