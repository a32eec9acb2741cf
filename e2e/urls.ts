interface Addresses {
  readonly portal: string;
  readonly desk: string;
  readonly hall: string;
  /** The folder of its data. */
  readonly data: string;
}

/** Where the system under test answers. */
export function urls(): Addresses {
  const given = process.env['OW_SYSTEM'];
  if (!given) throw new Error('no system was started: run through playwright.config.ts');
  return JSON.parse(given) as Addresses;
}
