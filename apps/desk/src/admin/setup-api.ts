import { command, get } from '@one-window/ui/api';

export interface FirstSetup {
  readonly code: string;
  readonly realm: { readonly name: string; readonly nameEn: string | null; readonly timeZone: string };
  readonly administrator: { readonly staffNo: string; readonly name: string; readonly password: string };
}

export const loadSetup = (): Promise<{ needed: boolean }> => get('/api/setup');
export const completeSetup = (body: FirstSetup): Promise<unknown> => command('/api/setup', body);
