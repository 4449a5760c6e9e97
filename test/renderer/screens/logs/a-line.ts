import type { LogLine } from '#contract/model/log-line'

export function aLine(at: number, more: Partial<LogLine> = {}): LogLine {
  return {
    id: `l-${at}`,
    at,
    source: 'root',
    level: 'info',
    text: `line ${at}`,
    fields: {},
    request_id: null,
    deployment_id: null,
    worker_id: null,
    host_id: null,
    ...more,
  }
}
