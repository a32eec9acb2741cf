export * from './areas.ts';
export * from './calendar.ts';
export * from './cases.ts';
export * from './catalogue.ts';
export * from './citizens.ts';
export * from './core.ts';
export * from './people.ts';
export * from './queue.ts';
