import { type LogLine, logLineLevels } from '#contract/model/log-line'

/** What a worker on a host wrote there: JSON lines of its own, and among them whatever else was printed. */
export function hostLogLines(workerId: string, host: string, text: string): readonly LogLine[] {
  let at = 0
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .flatMap(line => {
      const json = jsonOf(line)
      const time = Date.parse(String(json?.['time']))
      if (!Number.isNaN(time)) at = time
      // Before the first line that tells its time, nobody knows when it was.
      if (at === 0) return []
      const { time: _time, level, event, ...fields } = json ?? {}
      return [
        {
          id: `host-${workerId}-${at}-${hashOf(line)}`,
          at,
          source: `worker:${workerId}`,
          level: logLineLevels.find(known => known === level) ?? 'info',
          text: json ? String(event ?? line) : line,
          fields,
          request_id: typeof fields['id'] === 'string' ? fields['id'] : null,
          deployment_id: null,
          worker_id: workerId,
          host_id: host,
        },
      ]
    })
}

function jsonOf(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const json: unknown = JSON.parse(line)
    // Sound: an object that came out of JSON has only names and values.
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** FNV-1a. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return (hash >>> 0).toString(36)
}
