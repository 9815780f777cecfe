'use strict';
// Runs Azurite in this very process, so that there is one process to stop, and gives its owner a portable handle on it: standard input.
//   a line "stop"   saves and ends, as SIGTERM does where there are signals
//   end of input    the owner is gone: ignored, or with --dieWithParent as "stop"
// All other arguments are Azurite's own.

const dieWithParent = process.argv.includes('--dieWithParent');
process.argv = process.argv.filter(argument => argument !== '--dieWithParent');

// Ctrl+C reaches every process of a terminal. The owner still has writes to make: it says "stop" when it is done.
// Standing alone (npm start) there is no owner to do so.
const owned = !process.stdin.isTTY;
if (owned) {
  const once = process.once.bind(process);
  process.once = (event, listener) => (event === 'SIGINT' ? process : once(event, listener));
  process.on('SIGINT', () => {});
}

function stop() {
  process.stdin.destroy();
  // Azurite saves on SIGTERM, but only once it has started; before that there is nothing to save.
  if (!process.emit('SIGTERM')) {
    process.exit(0);
  }
}

process.on('SIGHUP', stop);

// The owner's end of these may close first. That is no reason to lose what is not saved yet.
process.stdout.on('error', () => {});
process.stderr.on('error', () => {});

if (owned) {
  let line = '';
  process.stdin.on('data', text => {
    line += text;
    if (line.split('\n').includes('stop')) {
      stop();
    }
  });
  process.stdin.on('error', () => {});
  process.stdin.on('end', () => {
    if (dieWithParent) {
      stop();
    }
  });
  process.stdin.unref?.();
}

require('azurite/dist/src/azurite.js');
