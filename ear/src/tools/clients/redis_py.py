"""redis-py: threads share a pool. The load does the same as org.rolegate.tools.clients.load.Workers."""

import os
import re
import sys
import threading
import time

import redis

PAUSE_SECONDS = 0.005
PATIENCE_SECONDS = 30

# redis-py takes the code off the message and makes a class of it.
CODES = {"ReadOnlyError": "READONLY", "BusyLoadingError": "LOADING", "MasterDownError": "MASTERDOWN"}


def kind_of(error):
    code = re.match(r"[A-Z]{3,}\b", str(error))
    name = type(error).__name__
    return code.group() if code else CODES.get(name, name)


class Worker(threading.Thread):
    def __init__(self, client, key):
        super().__init__(daemon=True)
        self.client = client
        self.key = key
        self.begun = threading.Event()
        self.lock = threading.Lock()
        self.acknowledged = 0
        self.longest = 0.0
        self.errors = {}
        self.examples = {}
        self.call_began = None
        self.closed = False
        self.stopped = False

    def run(self):
        while not self.stopped:
            self.call_began = time.monotonic()
            try:
                self.client.incr(self.key)
                self.end(None)
                self.begun.set()
            except Exception as error:  # whatever the caller is given
                self.end(error)
            time.sleep(PAUSE_SECONDS)

    def end(self, error):
        with self.lock:
            if self.closed:
                return
            self.longest = max(self.longest, time.monotonic() - self.call_began)
            self.call_began = None
            if error is None:
                self.acknowledged += 1
            else:
                self.fail(kind_of(error), f"{type(error).__name__}: {error}")

    def fail(self, kind, message):
        self.errors[kind] = self.errors.get(kind, 0) + 1
        self.examples.setdefault(kind, message)

    def account(self, number):
        with self.lock:
            self.closed = True
            if self.call_began is not None:
                self.longest = max(self.longest, time.monotonic() - self.call_began)
                self.fail("hung", "no answer")
            kinds = ",".join(f"{kind}={count}" for kind, count in self.errors.items())
            return f"worker\t{number}\t{self.acknowledged}\t{round(self.longest * 1000)}\t{kinds}"


def main():
    port, count, prefix = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    client = redis.Redis(host="127.0.0.1", port=port, password=os.environ["CLIENTS_PASSWORD"])
    workers = [Worker(client, prefix + str(i)) for i in range(count)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.begun.wait()
    print("ready", flush=True)
    sys.stdin.read()
    for worker in workers:
        worker.stopped = True
    deadline = time.monotonic() + PATIENCE_SECONDS
    for worker in workers:
        worker.join(max(0.001, deadline - time.monotonic()))
    lines = [worker.account(i) for i, worker in enumerate(workers)]
    examples = {}
    for worker in workers:
        for kind, message in worker.examples.items():
            examples.setdefault(kind, message)
    lines += [f"example\t{kind}\t{message.splitlines()[0]}" for kind, message in examples.items()]
    print("\n".join(lines + ["end"]), flush=True)
    os._exit(0)  # a thread that hangs must not hold the process


main()
