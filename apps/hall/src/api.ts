import type { HallApi } from '@one-window/api/client';
import { client } from '@one-window/ui/api';

/** The devices' listener. */
export const call = client<HallApi>();
