/** Where the system under test answers. */
export function urls(): { readonly portal: string; readonly desk: string; readonly hall: string } {
  const given = process.env['OW_SYSTEM'];
  if (!given) throw new Error('no system was started: run through playwright.config.ts');
  return JSON.parse(given) as { portal: string; desk: string; hall: string };
}
