import '@one-window/ui/styles/tokens.css';
import '@one-window/ui/styles/base.css';
import { Route, Router } from '@solidjs/router';
import { lazy } from 'solid-js';
import { render } from 'solid-js/web';
import { fixtureFor } from '@one-window/ui/screens';
import { installFixture } from '@one-window/ui/fixture';
import First from './first.tsx';

async function mount(root: HTMLElement): Promise<() => void> {
  if (import.meta.env.OW_DEV_PAGES) installFixture(await fixtureFor((await import('../screens.ts')).screens, location));
  return render(
    () => (
      <Router>
        <Route path="/" component={First} />
        <Route path="/search" component={lazy(() => import('./search.tsx'))} />
        <Route path="/halls" component={lazy(() => import('./halls.tsx'))} />
        <Route path="/items/:id" component={lazy(() => import('./guide.tsx'))} />
        <Route path="/sign-in" component={lazy(() => import('../mine/sign-in.tsx'))} />
        <Route path="/outbox" component={lazy(() => import('../mine/outbox.tsx'))} />
        <Route path="/apply/:id" component={lazy(() => import('../mine/apply.tsx'))} />
        <Route path="/book" component={lazy(() => import('../book/book.tsx'))} />
        <Route path="/bookings/:id" component={lazy(() => import('../book/booking.tsx'))} />
        <Route path="/my" component={lazy(() => import('../mine/my-cases.tsx'))} />
        <Route path="/my/reads" component={lazy(() => import('../mine/reads.tsx'))} />
        <Route path="/my/licences" component={lazy(() => import('../mine/licences.tsx'))} />
        <Route path="/my/:id" component={lazy(() => import('../mine/my-case.tsx'))} />
        <Route path="/my/:id/check" component={lazy(() => import('../mine/check.tsx'))} />
        <Route path="/my/:id/change" component={lazy(() => import('../mine/change.tsx'))} />
        <Route path="/my/:id/receipt" component={lazy(() => import('../mine/receipt.tsx'))} />
        <Route path="*" component={First} />
      </Router>
    ),
    root,
  );
}

/** In development builds another screen in the same look can be shown in the same page: a sweep loads one app and not ninety. */
async function start(root: HTMLElement): Promise<void> {
  let unmount = await mount(root);
  if (!import.meta.env.OW_DEV_PAGES) return;
  const page = globalThis as { showAgain?: (address: string) => Promise<void> };
  page.showAgain = async (address) => {
    unmount();
    root.textContent = '';
    history.replaceState(null, '', address);
    unmount = await mount(root);
  };
}

const root = document.getElementById('root');
if (root) await start(root);
