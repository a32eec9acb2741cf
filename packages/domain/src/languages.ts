/** In which somebody is written to. */
export const messageLanguages = ['zh', 'en'] as const;
export type MessageLanguage = (typeof messageLanguages)[number];
