// node-redis: all callers share one connection.
'use strict';

const { createClient } = require('redis');
const workers = require('./workers.js');

const client = createClient({
  socket: { host: '127.0.0.1', port: workers.port() },
  password: workers.password(),
});
client.on('error', (error) => console.error(error.message));
client.connect().then(() => workers.run((key) => client.incr(key)));
