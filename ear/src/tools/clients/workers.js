// The load: see org.rolegate.tools.clients.load.Workers, which this one does the same as.
'use strict';

const PAUSE_MILLIS = 5;
const PATIENCE_MILLIS = 30_000;

exports.port = () => Number(process.argv[2]);
exports.password = () => process.env.CLIENTS_PASSWORD;

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));

/** The code of Redis' error reply, else that of the system, else the class, else the message. */
function kindOf(error) {
  const message = String(error.message);
  const code = /^[A-Z]{3,}\b/.exec(message);
  if (code) {
    return code[0];
  }
  const name = error.code || error.constructor.name;
  return (name === 'Error' ? message.split(' ').slice(0, 4).join('-') : name).replace(/[\t,]/g, ' ');
}

class Worker {
  constructor(increment, key) {
    this.increment = increment;
    this.key = key;
    this.acknowledged = 0;
    this.longest = 0;
    this.errors = new Map();
    this.examples = new Map();
    this.callBegan = null;
    this.stopped = false;
    this.begun = new Promise((resolve) => (this.begin = resolve));
  }

  async run() {
    while (!this.stopped) {
      this.callBegan = performance.now();
      try {
        await this.increment(this.key);
        this.acknowledged++;
        this.begin();
      } catch (error) {
        this.fail(kindOf(error), String(error.message));
      }
      this.end();
      await pause();
    }
  }

  fail(kind, message) {
    this.errors.set(kind, (this.errors.get(kind) || 0) + 1);
    if (!this.examples.has(kind)) {
      this.examples.set(kind, message);
    }
  }

  end() {
    this.longest = Math.max(this.longest, performance.now() - this.callBegan);
    this.callBegan = null;
  }

  account(number) {
    if (this.callBegan !== null) {
      this.end();
      this.fail('hung', 'no answer');
    }
    const kinds = [...this.errors].map(([kind, count]) => `${kind}=${count}`).join(',');
    return `worker\t${number}\t${this.acknowledged}\t${Math.round(this.longest)}\t${kinds}`;
  }
}

/** Runs until standard input ends, gives account and ends the process. */
exports.run = async (increment) => {
  const [count, prefix] = process.argv.slice(3);
  const workers = Array.from({ length: Number(count) }, (_, i) => new Worker(increment, prefix + i));
  const runs = workers.map((worker) => worker.run());
  await Promise.all(workers.map((worker) => worker.begun));
  console.log('ready');
  await new Promise((resolve) => process.stdin.on('end', resolve).resume());
  workers.forEach((worker) => (worker.stopped = true));
  await Promise.race([Promise.all(runs), new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLIS))]);
  const lines = workers.map((worker, i) => worker.account(i));
  const examples = new Map(workers.flatMap((worker) => [...worker.examples]));
  examples.forEach((message, kind) => lines.push(`example\t${kind}\t${message.split('\n')[0].replace(/\t/g, ' ')}`));
  lines.push('end');
  process.stdout.write(lines.join('\n') + '\n', () => process.exit(0));
};
