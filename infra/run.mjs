// Every command of package.json begins here. Node built-ins only: this runs before anything is installed, and on any
// Node that can read it, so that a too old one gets a sentence and not a syntax error. The work is in tasks.mjs.
const wanted = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < wanted[0] || (major === wanted[0] && minor < wanted[1])) {
  console.error(
    `需要 Node ${wanted.join('.')} 或更新版本，当前是 ${process.versions.node}。 / Node ${wanted.join('.')} or newer is needed, this is ${process.versions.node}.`,
  );
  process.exit(1);
}

import('./tasks.mjs')
  .then((tasks) => tasks.run(process.argv[2] || '', process.argv.slice(3)))
  .then(
    (code) => process.exit(code),
    (error) => {
      console.error(error.sentence || error);
      process.exit(1);
    },
  );
