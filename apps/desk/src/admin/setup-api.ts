import type { DeskApi } from '@one-window/api/client';
import { call } from '../api.ts';

export type FirstSetup = DeskApi['POST /api/setup']['json'];

export const loadSetup = () => call('GET /api/setup');
export const completeSetup = (json: FirstSetup) => call('POST /api/setup', { json });
