import { createSignal, type JSX } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ticketStates } from '@one-window/domain/tickets';
import { setLang } from '../theme.ts';
import { AgeBadge } from './AgeBadge.tsx';
import { Button } from './Button.tsx';
import { Chip } from './Chip.tsx';
import { Dialog } from './Dialog.tsx';
import { Empty } from './Empty.tsx';
import { ErrorState } from './ErrorState.tsx';
import { Field } from './Field.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { Mark } from './Mark.tsx';
import { SeriesTile } from './SeriesTile.tsx';
import { StateChip } from './StateChip.tsx';
import { Table, type Column } from './Table.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import { showToast, ToastRegion } from './Toast.tsx';
import { WindowTile } from './WindowTile.tsx';

let stop: (() => void)[] = [];
function page(draw: () => JSX.Element): HTMLElement {
  const root = document.createElement('div');
  document.body.append(root);
  stop.push(render(draw, root), () => root.remove());
  return root;
}
const one = <E extends HTMLElement = HTMLElement>(root: ParentNode, selector: string): E => {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
beforeEach(() => setLang('zh-CN'));
afterEach(() => {
  for (const end of stop.reverse()) end();
  stop = [];
  vi.useRealTimers();
});

test('a button that cannot be pressed keeps its place in the order of focus and says what is missing', () => {
  const pressed = vi.fn();
  const button = one(
    page(() => (
      <Button reason="办结，还差 1 样" onPress={pressed}>
        办结
      </Button>
    )),
    'button',
  );
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(button.hasAttribute('disabled')).toBe(false);
  expect(button.textContent).toContain('还差 1 样');
  button.click();
  expect(pressed).toHaveBeenCalledOnce();
});

test('a busy button takes no second press and says its verb in progress', () => {
  const pressed = vi.fn();
  const [busy, setBusy] = createSignal(false);
  const button = one(
    page(() => (
      <Button busy={busy()} busyText="正在受理" hint="Ctrl ↵" onPress={pressed}>
        受理
      </Button>
    )),
    'button',
  );
  const said = (): string => [...button.querySelectorAll('span > span:not([aria-hidden])')].map((words) => words.textContent).join();
  expect(button.getAttribute('aria-keyshortcuts')).toBe('Control+Enter');
  expect(said()).toBe('受理Ctrl ↵');
  button.click();
  setBusy(true);
  button.click();
  expect(pressed).toHaveBeenCalledOnce();
  expect(button.getAttribute('aria-busy')).toBe('true');
  expect(said()).toBe('正在受理');
});

test('a form is not sent by a button that is busy or lacks something', () => {
  const sent = vi.fn((event: Event) => event.preventDefault());
  const [reason, setReason] = createSignal<string | undefined>('还差姓名');
  const root = page(() => (
    <form onSubmit={sent}>
      <Button type="submit" reason={reason()}>
        交
      </Button>
    </form>
  ));
  one(root, 'button').click();
  expect(sent).not.toHaveBeenCalled();
  setReason(undefined);
  one(root, 'button').click();
  expect(sent).toHaveBeenCalledOnce();
});

test.each(ticketStates)('the state %s has a shape and a word, not only a colour', (state) => {
  const chip = page(() => <StateChip state={state} />);
  expect(one(chip, 'svg').innerHTML).not.toBe('');
  expect(chip.textContent?.trim()).not.toBe('');
});

test('no two states share a shape', () => {
  const shapes = ticketStates.map(
    (state) =>
      one(
        page(() => <StateChip state={state} />),
        'svg',
      ).innerHTML,
  );
  expect(new Set(shapes).size).toBe(ticketStates.length);
  expect(
    one(
      page(() => <Chip state="red">红牌，超承诺 1 日</Chip>),
      'svg',
    ).innerHTML,
  ).not.toBe('');
});

test('words follow the language at once', () => {
  const chip = page(() => <StateChip state="WAITING" />);
  expect(chip.textContent).toBe('等候中');
  setLang('en');
  expect(chip.textContent).toBe('Waiting');
});

test('a screen that may be out of date says since when', () => {
  const [stale, setStale] = createSignal(false);
  const live = { stale, age: () => 192_000, asOf: () => '2026-11-24T02:39:00.000Z', view: () => null };
  const badge = one(
    page(() => <AgeBadge live={live} />),
    'span',
  );
  expect([badge.textContent, badge.dataset['state']]).toEqual(['实时', 'live']);
  setStale(true);
  expect([badge.firstChild?.textContent, badge.dataset['state']]).toEqual(['停在 10:39，已 3 分 12 秒', 'stale']);
  expect(one(badge, '[role=alert]').textContent).toBe('连接断了，画面停在 10:39');
});

test('label, help and error belong to the control', () => {
  const [error, setError] = createSignal<string | undefined>();
  const root = page(() => (
    <Field label="身份证号" help="18 位" error={error()}>
      {(field) => <input {...field} class="input" />}
    </Field>
  ));
  const input = one<HTMLInputElement>(root, 'input');
  input.value = '5116';
  expect(one<HTMLLabelElement>(root, 'label').htmlFor).toBe(input.id);
  expect(root.querySelector(`#${input.getAttribute('aria-describedby')}`)?.textContent).toBe('18 位');
  setError('少了 14 位，身份证号是 18 位');
  expect(input.getAttribute('aria-invalid')).toBe('true');
  expect(root.querySelector(`#${input.getAttribute('aria-describedby')}`)?.textContent).toContain('少了 14 位');
  expect(one<HTMLInputElement>(root, 'input')).toBe(input);
  expect(input.value).toBe('5116');
});

test('a dialog asks, says the consequence, and the safe verb has the focus', async () => {
  const [open, setOpen] = createSignal(true);
  page(() => (
    <Dialog
      open={open()}
      title="作废这张许可证？"
      body="公开查询会立刻显示已撤销"
      onClose={() => setOpen(false)}
      actions={
        <>
          <Button variant="danger">去填依据</Button>
          <Button autofocus onPress={() => setOpen(false)}>
            先不
          </Button>
        </>
      }
    />
  ));
  const dialog = one(document, '[role=dialog]');
  expect(dialog.textContent).toContain('公开查询会立刻显示已撤销');
  expect(document.querySelector(`#${dialog.getAttribute('aria-labelledby')}`)?.textContent).toBe('作废这张许可证？');
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('先不'));
  (document.activeElement as HTMLElement).click();
  expect(dialog.hasAttribute('data-closed')).toBe(true);
});

test('what can be taken back stays eight seconds, longer under the pointer', () => {
  vi.useFakeTimers();
  const undone = vi.fn();
  const root = page(() => <ToastRegion />);
  showToast({ text: 'A0086 已办结', onAction: undone });
  const toast = one(root, 'section > div');
  vi.advanceTimersByTime(4_000);
  toast.dispatchEvent(new Event('pointerenter'));
  vi.advanceTimersByTime(20_000);
  expect(root.textContent).toContain('A0086 已办结');
  toast.dispatchEvent(new Event('pointerleave'));
  vi.advanceTimersByTime(4_000);
  expect(root.textContent).not.toContain('A0086');
  showToast({ text: 'A0087 已办结', onAction: undone });
  one(root, 'button').click();
  expect(undone).toHaveBeenCalledOnce();
  expect(root.textContent).not.toContain('A0087');
});

test('a table sorts in its header, opens a row with ↵ and draws a long list in parts', () => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  const rows = Array.from({ length: 10_000 }, (_, i) => ({ id: `r${i}`, name: `${(i * 7919) % 10_000}`, minutes: i === 3 ? null : i }));
  const columns: Column<(typeof rows)[number]>[] = [
    { id: 'name', title: '事项', cell: (row) => row.name },
    { id: 'minutes', title: '等了', number: true, cell: (row) => row.minutes ?? '–', by: (row) => row.minutes },
  ];
  const opened = vi.fn();
  const root = page(() => (
    <Table
      label="办件"
      columns={columns}
      rows={rows}
      rowId={(row) => row.id}
      selected="r1"
      onOpen={opened}
      empty={<Empty title="没有办件" />}
    />
  ));
  const drawn = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('tbody tr')];
  expect(drawn()).toHaveLength(200);
  expect(one(root, 'table').getAttribute('aria-rowcount')).toBe('10001');
  expect(drawn()[1]?.getAttribute('aria-selected')).toBe('true');
  one(root, 'thead button').click();
  one(root, 'thead button').click();
  expect(one(root, '[aria-sort]').getAttribute('aria-sort')).toBe('descending');
  expect(drawn()[0]?.textContent).toContain('9999');
  drawn()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  expect(opened).toHaveBeenCalledWith(rows[9_999]);
  vi.unstubAllGlobals();
});

test('an empty table says what comes next', () => {
  const root = page(() => (
    <Table label="队列" columns={[]} rows={[]} rowId={String} empty={<Empty title="没有人在等" next="有人取号会自己出现在这里" />} />
  ));
  expect(root.textContent).toBe('没有人在等有人取号会自己出现在这里');
});

test('switches are radio groups that arrows move', () => {
  const root = page(() => (
    <>
      <ThemeSwitch />
      <LanguageSwitch />
    </>
  ));
  const chosen = (): string[] => [...root.querySelectorAll('[aria-checked=true]')].map((el) => el.textContent ?? '');
  one(root, '[data-value=light]').click();
  expect(chosen()).toEqual(['明亮', '中文']);
  one(root, '[role=radiogroup]').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
  expect(document.documentElement.dataset['theme']).toBe('contrast');
  one(root, '[data-value=en]').click();
  expect(chosen()).toEqual(['High contrast', 'English']);
});

test('an error keeps a way on', () => {
  const retried = vi.fn();
  const root = page(() => <ErrorState text="没取到，网断了" requestId="r-1" onRetry={retried} />);
  expect(root.textContent).toContain('r-1');
  one(root, 'button').click();
  expect(retried).toHaveBeenCalledOnce();
});

test('a window stands in a frame, a queue in a filled tile, the mark is decoration', () => {
  const root = page(() => (
    <>
      <WindowTile label="12" /> <SeriesTile prefix="A" /> <Mark />
    </>
  ));
  expect(root.textContent?.trim()).toBe('12 A');
  expect(one(root, '[aria-hidden=true]')).toBeTruthy();
});
