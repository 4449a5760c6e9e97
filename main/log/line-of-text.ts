import { type LogLine, type LogLineLevel, logLineLevels } from '#contract/model/log-line'

/** One line of `banyan.log`; null for what is none. Those of local workers carry `from`. */
export function rootLine(text: string): LogLine | null {
  const json = jsonObject(text)
  if (!json || typeof json['time'] !== 'string' || typeof json['event'] !== 'string') return null
  const at = Date.parse(json['time'])
  if (Number.isNaN(at)) return null
  const { time: _time, level, event, from, ...fields } = json
  const worker = textOf(fields['worker'] ?? fields['workerId'] ?? fields['node'])
  const isOfWorker = from === 'worker' && worker !== null
  return {
    id: `${at}-${hashOf(text)}`,
    at,
    source: isOfWorker ? `worker:${worker}` : 'root',
    level: levelOf(level),
    text: json['event'],
    fields,
    request_id: textOf(fields['requestId']) ?? (isOfWorker ? textOf(fields['id']) : null),
    deployment_id: textOf(fields['deployment']),
    worker_id: worker,
    host_id: textOf(fields['hostId'] ?? fields['host']),
  }
}

/** One line of the log of a deployment; null for what is none. */
export function deploymentLine(deploymentId: string, text: string): LogLine | null {
  const json = jsonObject(text)
  if (!json || typeof json['at'] !== 'number' || typeof json['seq'] !== 'number') return null
  const { seq, at, hostId, ...fields } = json
  return {
    id: `deployment-${deploymentId}-${seq}`,
    at: json['at'],
    source: `deployment:${deploymentId}`,
    ...said(json),
    fields: { seq, ...fields },
    request_id: null,
    deployment_id: deploymentId,
    worker_id: null,
    host_id: textOf(hostId),
  }
}

function said(json: Readonly<Record<string, unknown>>): Pick<LogLine, 'level' | 'text'> {
  if (json['kind'] === 'command') return { level: 'info', text: `$ ${json['words']}` }
  if (json['kind'] === 'end') {
    const { exitCode, signal, durationMs } = json
    const how = exitCode === null ? `ended by ${signal ?? 'nobody knows what'}` : `exit ${exitCode}`
    return { level: exitCode === 0 ? 'info' : 'warn', text: `${how} · ${durationMs} ms` }
  }
  return { level: 'info', text: String(json['text'] ?? '') }
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const json: unknown = JSON.parse(text)
    // Sound: an object that came out of JSON has only names and values.
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function levelOf(level: unknown): LogLineLevel {
  return logLineLevels.find(known => known === level) ?? 'info'
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value.length <= 256 ? value : null
}

/** FNV-1a: lines of one millisecond are told apart by it. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return (hash >>> 0).toString(36)
}
