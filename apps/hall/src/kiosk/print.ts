/** The dialog, or the printer of a browser in kiosk mode, begins within this time or not at all. */
const BEGIN_MS = 3_000;

/** Prints the slip that stands in the page. False when the browser did not even begin; the number is valid all the same. */
export async function printSlip(): Promise<boolean> {
  await drawn();
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(false), BEGIN_MS);
    const began = (): void => done(true);
    function done(worked: boolean): void {
      clearTimeout(timer);
      removeEventListener('beforeprint', began);
      resolve(worked);
    }
    addEventListener('beforeprint', began);
    try {
      print();
    } catch {
      done(false);
    }
  });
}

function drawn(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
}
