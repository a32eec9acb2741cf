import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What `/metrics` tells, one of each per process. */
export const registry = new Registry();
collectDefaultMetrics({ register: registry });

export const requestSeconds = new Histogram({
  name: 'http_request_seconds',
  help: 'Time to answer, by listener, route pattern and status',
  labelNames: ['listener', 'method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
  registers: [registry],
});

export const storedBytes = new Gauge({
  name: 'files_stored_bytes',
  help: 'Bytes of uploaded files, as of the last upload; FILES_MAX_BYTES is the end',
  registers: [registry],
});

export const logMonthsLeft = new Gauge({
  name: 'log_months_left',
  help: 'Months after this one for which the log has a partition; each start of the service makes more',
  registers: [registry],
});

export const logEventsOutside = new Gauge({
  name: 'log_events_outside_months',
  help: 'Events that lie in no partition of a month; a start of the service moves those of a month',
  registers: [registry],
});

export const logLastSealAge = new Gauge({
  name: 'log_last_seal_age_days',
  help: 'Days since the end of the newest day whose seal was made and exported; beyond 1.5 one is missing, NaN = there is none',
  registers: [registry],
});

export const documentsSigned = new Counter({
  name: 'documents_signed_total',
  help: 'Decisions that this process has drawn and signed',
  registers: [registry],
});

export const documentsWaiting = new Gauge({
  name: 'documents_waiting',
  help: 'Decisions that wait for their signature',
  registers: [registry],
});

export const documentsHeld = new Gauge({
  name: 'documents_held',
  help: 'Of them those that cannot be signed: the key is missing or unreadable, or drawing failed',
  registers: [registry],
});
