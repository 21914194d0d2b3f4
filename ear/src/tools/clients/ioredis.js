// ioredis: all callers share one connection.
'use strict';

const Redis = require('ioredis');
const workers = require('./workers.js');

const client = new Redis({ host: '127.0.0.1', port: workers.port(), password: workers.password() });
client.on('error', (error) => console.error(error.message));
workers.run((key) => client.incr(key));
