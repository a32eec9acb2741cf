export * from './core.ts';
export * from './queue.ts';
