import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { inProject } from '#tools/project'
import { complaintsAbout, readPrometheusText } from '../fakes/prometheus-text.ts'
import { canHavePromtool, promtool } from '../fakes/promtool.ts'
import { healthyWorkers, http, postJson } from './http.ts'
import { eventually, type RunningProgram, startRoot } from './processes.ts'

const cleanup = new Cleanup()
let root: RunningProgram
let text: string
afterAll(() => cleanup.run())

const question = { model: 'banyan-demo', messages: [{ role: 'user', content: 'ping' }] }
const rules = inProject('docs', 'monitoring', 'alert-rules.yml')
const dashboard = inProject('docs', 'monitoring', 'grafana-dashboard.json')

/** One of each kind, so that nothing is missing for want of an occasion. */
beforeAll(async () => {
  root = await startRoot(cleanup)
  await healthyWorkers(root.url, 1)
  const chat = `${root.url}/v1/chat/completions`
  await postJson(chat, question)
  await postJson(chat, { ...question, stream: true })
  await postJson(chat, { ...question, model: 'made-up' })
  await postJson(`${root.url}/api/chat`, { message: 'ping', consensus: { nodes: 1, min_nodes: 1 } })
  // The process is watched from the first scrape on.
  await http(`${root.url}/metrics`)
  text = await eventually(15_000, async () => {
    const answer = await http(`${root.url}/metrics`)
    expect(answer.text).toMatch(/nodejs_eventloop_lag_p99_seconds [\d.]/)
    return answer.text
  })
})

test('/metrics is well-formed text that says what was asked, and the same at /monitoring/metrics', async () => {
  const { status, headers, text: same } = await http(`${root.url}/monitoring/metrics`)
  expect({ status, type: headers['content-type'] }).toEqual({
    status: 200,
    type: 'text/plain; version=0.0.4; charset=utf-8',
  })
  expect(namesIn(same)).toEqual(namesIn(text))
  expect(complaintsAbout(readPrometheusText(text))).toEqual([])
  const chat = '{gen_ai_operation_name="chat",gen_ai_request_model="banyan-demo"'
  expect(text).toContain(`gen_ai_server_request_duration_seconds_count${chat}} 3`)
  expect(text).toContain(`banyan_requests_total${chat},banyan_worker="local-1",outcome="served"} 3`)
  expect(text).toContain('banyan_ballots_total 1')
  expect(text).not.toContain('made-up')
})

test.runIf(canHavePromtool)('/metrics passes promtool check metrics, the rules check rules', () => {
  expect(promtool(['check', 'metrics'], text)).toBe('')
  expect(promtool(['check', 'rules', rules])).toBe('')
})

test('every metric of the dashboard, the rules and the page is there', () => {
  const { panels } = JSON.parse(readFileSync(dashboard, 'utf8'))
  const shown = panels.flatMap(({ targets = [] }: { targets?: readonly { expr: string }[] }) =>
    targets.map(({ expr }) => expr),
  )
  const page = readFileSync(inProject('docs', 'monitoring.md'), 'utf8')
  const listed = page.split('\n').filter(line => line.startsWith('| `'))
  const wanted = [...shown, readFileSync(rules, 'utf8'), ...listed].flatMap(metricsIn)
  expect(wanted.length).toBeGreaterThan(60)
  const there = namesIn(text)
  expect(wanted.filter(name => !there.has(name))).toEqual([])
})

test('the page lists every metric of ours', () => {
  const page = readFileSync(inProject('docs', 'monitoring.md'), 'utf8')
  const own = readPrometheusText(text).filter(({ name }) => /^(banyan|gen_ai)_/.test(name))
  expect(own.length).toBeGreaterThan(25)
  expect(own.filter(({ name }) => !page.includes(`\`${name}\``)).map(({ name }) => name)).toEqual(
    [],
  )
})

test('beyond loopback it wants the root secret', async () => {
  const secret = 'a-root-secret-of-the-tests-0123456789'
  const open = await startRoot(cleanup, { ROOT_NODE_SECRET: secret, ROOT_NODE_HOST: '0.0.0.0' })
  const refused = await http(`${open.url}/metrics`)
  const given = await http(`${open.url}/metrics`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  expect([refused.status, given.status]).toEqual([401, 200])
  expect(given.text).not.toContain(secret)
})

/** Families, and the samples of histograms, whether or not there is one at present. */
function namesIn(answer: string): ReadonlySet<string> {
  const families = readPrometheusText(answer)
  return new Set(
    families.flatMap(({ name, type }) =>
      type === 'histogram' ? ['', '_bucket', '_sum', '_count'].map(end => name + end) : [name],
    ),
  )
}

/** Labels begin the same way, but are no metrics. */
function metricsIn(expression: string): readonly string[] {
  const labels = /^(banyan_(worker|app)|gen_ai_(operation_name|request_model|token_type))$/
  const names = expression.match(/\b(banyan|gen_ai|nodejs|process)_\w+/g) ?? []
  return names.filter(name => !labels.test(name))
}
