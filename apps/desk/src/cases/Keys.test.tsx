import { render } from 'solid-js/web';
import { createSignal, Show } from 'solid-js';
import { MemoryRouter, Route } from '@solidjs/router';
import { afterEach, expect, test, vi } from 'vitest';
import type { DeskApi } from '@one-window/api/client';
import { installFixture, Refusal, type Answers } from '@one-window/ui/fixture';
import { createSession, SessionProvider } from '../session.ts';
import type { CaseView } from './api.ts';
import { caseFixture } from './fixtures.ts';
import { Keys } from './Keys.tsx';

let dispose = (): void => undefined;
afterEach(() => {
  dispose();
  document.body.replaceChildren();
  installFixture(null);
});

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
const button = (name: RegExp): HTMLButtonElement =>
  [...document.querySelectorAll('button')].find((el) => name.test(el.textContent ?? '')) ?? expect.fail(`no button ${String(name)}`);

function show(api: Answers<DeskApi>, told: { onDone?: () => Promise<void>; newer?: CaseView } = {}): void {
  installFixture<DeskApi>({ api });
  const [file, setFile] = createSignal(caseFixture);
  const reload = async (): Promise<void> => void setFile(told.newer ?? caseFixture);
  const Screen = () => (
    <SessionProvider value={createSession()}>
      <Keys file={file()} onDone={told.onDone ?? reload} onReload={reload} />
    </SessionProvider>
  );
  dispose = render(
    () => (
      <MemoryRouter>
        <Route path="*" component={Screen} />
      </MemoryRouter>
    ),
    document.body,
  );
}
function type(text: string): void {
  const area = document.querySelector('textarea')!;
  area.value = text;
  area.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

test('what cannot be pressed says why, and the service’s refusal stands beside the form', async () => {
  show({ 'POST /api/cases/:caseId/press': new Refusal(409, 'case.credit_barred') });
  expect(document.body.textContent).toContain('材料还没有齐');
  button(/容缺受理/).click();
  await settle();
  button(/容缺受理/).click();
  await settle();
  expect(document.querySelector('[aria-invalid=true]')).not.toBeNull();
  type('三日内补交');
  button(/容缺受理/).click();
  await settle();
  expect(document.querySelector('form [role=alert]')?.textContent).toContain('失信');
  expect(document.querySelector('textarea')?.value).toBe('三日内补交');
});

test('somebody was first: the case is read anew, the form says so, and nothing typed is lost', async () => {
  const newer = { ...caseFixture, version: 3, actions: [{ action: 'give_notice', refusal: null }] } satisfies CaseView;
  show({ 'POST /api/cases/:caseId/press': new Refusal(409, 'case.stale') }, { newer });
  button(/容缺受理/).click();
  await settle();
  type('三日内补交');
  button(/容缺受理/).click();
  await settle();
  const told = [...document.querySelectorAll('form p')].map((p) => p.textContent).join(' ');
  expect(told).toContain('这件事刚才有了变化');
  expect(told).toContain('不能这样办');
  expect(document.querySelector('textarea')?.value).toBe('三日内补交');
  // closed and opened again it is still there
  button(/先不/).click();
  await settle();
  expect(document.querySelector('form')).toBeNull();
});

test('done: the form is gone, and it is said what was done', async () => {
  const onDone = vi.fn<() => Promise<void>>(async () => undefined);
  show({ 'POST /api/cases/:caseId/press': { id: caseFixture.id, version: 3 } }, { onDone });
  button(/一次性告知|一次告知/).click();
  await settle();
  button(/一次性告知|一次告知/).click();
  await settle();
  expect(onDone).toHaveBeenCalledOnce();
  expect(document.querySelector('form')).toBeNull();
  expect(document.querySelector('[role=status]')?.textContent).toContain('好了');
});

test('a session that ends in mid-form loses nothing: whoever signs in again finds it, and a colleague at the same window does not', async () => {
  const staff = { id: 'staff-5', staffNo: '1005', name: '陈雪梅', roles: ['clerk' as const] };
  const me = { staff, halls: [], demo: true, oneTimePassword: false, secondFactor: { enrolled: false, required: false } };
  const session = createSession();
  const nothing = () => Promise.resolve();
  const asWhom = (id: string) =>
    installFixture<DeskApi>({
      api: { 'GET /api/me': { ...me, staff: { ...staff, id } }, 'POST /api/cases/:caseId/press': new Refusal(401, 'auth.required') },
    });
  const Screen = () => (
    <SessionProvider value={session}>
      <Show when={session.state().kind === 'in'}>
        <Keys file={caseFixture} onDone={nothing} onReload={nothing} />
      </Show>
    </SessionProvider>
  );
  asWhom('staff-5');
  await session.load();
  dispose = render(
    () => (
      <MemoryRouter>
        <Route path="*" component={Screen} />
      </MemoryRouter>
    ),
    document.body,
  );
  await settle();
  const interrupt = async (text: string): Promise<void> => {
    type(text);
    button(/容缺受理/).click();
    await settle();
    expect([session.state().kind, document.querySelector('form')]).toEqual(['out', null]);
  };
  button(/容缺受理/).click();
  await settle();
  await interrupt('三日内补交');
  await session.load();
  await settle();
  expect(document.querySelector('textarea')?.value).toBe('三日内补交');
  await interrupt('五日内补交');
  asWhom('staff-6');
  await session.load();
  await settle();
  expect([session.state().kind, document.querySelector('form')]).toEqual(['in', null]);
  session.ended();
  asWhom('staff-5');
  await session.load();
  await settle();
  expect(document.querySelector('form')).toBeNull();
});
