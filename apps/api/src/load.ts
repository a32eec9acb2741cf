/** The one door for load and fault runs: halls and cases to press on, and the same bodies of code that the service runs. */
export { startEmbedded, type Embedded } from './db/embedded.ts';
export { urlAs } from './db/roles.ts';
export { seededRandom, simulatedDay, type SimulatedCitizen } from './demo/citizens.ts';
export { openSql } from './db/sql.ts';
export { generateCases, generateDecided, type DecidedCase, prepareCaseWork, someIdNo } from './load-cases.ts';
export { loadPassword, prepareHalls, statementsPerCommand, type LoadHall } from './load-halls.ts';
export { verifyLog } from './log/verify.ts';
