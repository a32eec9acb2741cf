/** Who put there what the demo begins with. */
export const demoSeed = 'demo-seed';
