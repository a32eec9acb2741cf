import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeKeyListener, type KeyPress } from './keys.ts';
import { commandKeys, commands } from './model.ts';

let pressed: KeyPress[] = [];
let blocked = false;
let stop = (): void => undefined;

beforeEach(() => {
  pressed = [];
  blocked = false;
  stop = makeKeyListener(
    document,
    (key) => pressed.push(key),
    () => blocked,
  );
});
afterEach(() => {
  stop();
  document.body.replaceChildren();
});

function type(key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init });
  target.dispatchEvent(event);
  return event;
}

test('each command has one key and each key one command', () => {
  for (const command of commands) {
    const [key = '', shift] = commandKeys[command].split(' ').reverse();
    if (command === 'undo') type('z', { ctrlKey: true });
    else type(key, { shiftKey: shift === 'Shift' });
  }
  type('?', { shiftKey: true });
  expect(pressed).toEqual([...commands, 'help']);
  expect(new Set(Object.values(commandKeys)).size).toBe(commands.length);
});

test('a key held down is one press', () => {
  type('F2');
  for (let i = 0; i < 20; i++) type('F2', { repeat: true });
  expect(pressed).toEqual(['next']);
});

test('the browser keeps none of the window keys, lit or dim or while a question is open', () => {
  expect(type('F3').defaultPrevented).toBe(true);
  blocked = true;
  expect(type('F6').defaultPrevented).toBe(true);
  expect(pressed).toEqual(['recall']);
});

test('while somebody types, Ctrl Z and ? belong to the field, F keys to the window', () => {
  const field = document.body.appendChild(document.createElement('input'));
  expect(type('z', { ctrlKey: true }, field).defaultPrevented).toBe(false);
  type('?', {}, field);
  type('F9', {}, field);
  expect(pressed).toEqual(['finish']);
});

test('keys that mean nothing here are left alone', () => {
  for (const key of ['F1', 'F5', 'F11', 'F12', 'a', 'Enter']) expect(type(key).defaultPrevented).toBe(false);
  type('F2', { shiftKey: true });
  type('F2', { ctrlKey: true });
  expect(pressed).toEqual([]);
});
