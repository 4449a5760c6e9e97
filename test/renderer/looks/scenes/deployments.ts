import type { FaultCode } from '#contract/fault'
import type { HostNoteCode } from '#contract/host-note'
import type { HostReasonCode } from '#contract/host-reason'
import type { ListedDeployment, ListedNote } from '#contract/http/deployments'
import type { AnswerOf } from '#contract/http/operations'
import { DeploymentId, HostId } from '#contract/ids'
import type { StepName } from '#contract/model/plan-step'

const now = Date.now()
const iso = (ago: number) => new Date(now - ago).toISOString()

type Step = ListedDeployment['hosts'][number]['steps'][number]
const note = (
  code: HostNoteCode | HostReasonCode | FaultCode,
  facts: Record<string, unknown> = {},
) => ({
  code,
  facts,
})
const step = (
  name: StepName,
  words: string,
  status: Step['status'],
  more: Partial<Step> = {},
): Step => ({
  ...{ name, words, facts: {}, status, changed: status === 'done', message: '', says: null },
  ...{ progress: null, started_at: null, duration_ms: status === 'done' ? 2_140 : null },
  ...more,
})
const version = { version: '0.4.1', architecture: 'arm64' }
const steps: readonly Step[] = [
  step('first-boot', 'Waits until the first boot of the machine is over.', 'done', {
    ...{ changed: false, message: 'the first boot is over', says: note('first-boot-over') },
  }),
  step('own-key', 'Lets a key of the root node’s own log in, and proves that it does.', 'done', {
    ...{ duration_ms: 840, message: 'our key was added', says: note('key-added') },
  }),
  step('port', 'Chooses the port of the worker: 3001, or the next one that is free.', 'done', {
    ...{ facts: { first: 3001 }, changed: false, duration_ms: 96 },
    ...{ message: 'port 3001', says: note('port-is', { port: 3001 }) },
  }),
  step('worker-files', 'Brings the files of worker 0.4.1 for arm64.', 'running', {
    facts: version,
    progress: { done: 41_000_000, total: 58_000_000 },
  }),
  step('tunnel-user', 'Makes the user banyan-tunnel.', 'pending', {
    facts: { user: 'banyan-tunnel' },
  }),
  step('settings', 'Writes what the worker runs with.', 'pending'),
  step('service', 'Starts version 0.4.1 and waits until it answers.', 'pending', {
    facts: version,
  }),
  step('old-versions', 'Removes versions older than the one before this one.', 'pending'),
]
const onHost = (
  name: string,
  more: Partial<ListedDeployment['hosts'][number]>,
): ListedDeployment['hosts'][number] => ({
  ...{ host_id: HostId.parse(`h-${name}`), host_name: name, status: 'Running', worker_id: null },
  ...{ batch: 0, steps: [...steps], checks: [], problem: null, says: null, stopped_by: null },
  ...more,
})
export const running: ListedDeployment = {
  ...{ id: DeploymentId.parse('20261122-101502-3f9c2a'), action: 'provision' },
  ...{ strategy: 'Progressive', status: 'Running', version: null, actor: 'window', dry_run: false },
  ...{ started_at: iso(34_000), ended_at: null, replaces: null },
  hosts: [onHost('ready-1', {}), onHost('locked-1', { status: 'Pending', steps: [], batch: 1 })],
}
const endedAt = (at: number, status: Step['status'], before: Step['status'] = 'undone') =>
  steps.map((each, place) => ({
    ...each,
    progress: null,
    status: place < at ? before : place === at ? status : ('skipped' as const),
  }))
const noted = (
  name: 'api' | 'port' | 'resources' | 'process' | 'root-to-worker',
  says: ListedNote,
  passed = true,
) => ({ name, passed, message: 'In English.', says })
const exit = {
  ...{ host: 'oracle-nrt-1', step: 'service', facts: version, detail: 'exit 1: …' },
  why: note('exit', { code: 1 }),
  said: "The worker does not answer: connect ECONNREFUSED 127.0.0.1:3001\nnode:internal/modules/cjs/loader:1228\n  throw err;\n  ^\nError: Cannot find module '/opt/banyan-worker/current/worker.mjs'",
}
const failed: ListedDeployment = {
  ...running,
  ...{ id: DeploymentId.parse('20261122-091502-3f9c2b'), status: 'Partial', action: 'update' },
  ...{ started_at: iso(3_700_000), ended_at: iso(3_630_000) },
  hosts: [
    onHost('oracle-fra-1', {
      ...{ status: 'Partial', worker_id: 'oracle-fra-1' },
      steps: steps.map(each => ({ ...each, status: 'done', progress: null, duration_ms: 1_240 })),
      problem: 'In English.',
      says: [note('checks-failed')],
      checks: [
        noted('process', note('runs-again', { restarts: 2 })),
        noted('api', note('answers-signed', { version: '0.4.1', worker: 'oracle-fra-1' })),
        noted('root-to-worker', note('answers-status', { status: 503 }), false),
        noted(
          'resources',
          note('resources', { memory: 412, gigabytes: 38.1, load: 0.24, cpus: 2 }),
        ),
      ],
    }),
    onHost('oracle-nrt-1', {
      status: 'Failed',
      steps: endedAt(6, 'failed').map(each =>
        each.name === 'service'
          ? { ...each, message: 'x', says: note('host.step-failed', exit) }
          : each,
      ),
      problem: 'In English.',
      says: [
        note('host.step-failed', exit),
        note('not-put-back', { step: 'tunnel-user', user: 'banyan-tunnel' }),
        note('host.cut', {
          ...{ host: 'oracle-nrt-1', detail: 'the other side hung up' },
          why: note('other-hung-up'),
        }),
      ],
    }),
    onHost('法兰克福的第二台免费机器（备用）', {
      status: 'Failed',
      steps: endedAt(3, 'failed'),
      problem: 'In English.',
      says: [
        note('host.disk-full', {
          ...{ host: '法兰克福的第二台免费机器（备用）' },
          ...{ neededBytes: 600_000_000, freeBytes: 312_000_000 },
        }),
      ],
    }),
    onHost('vps-old', {
      ...{ status: 'Cancelled', steps: [], batch: 1, problem: 'In English.' },
      says: [note('batch-failed', { count: 2 })],
    }),
  ],
}
const cancelled: ListedDeployment = {
  ...running,
  ...{ id: DeploymentId.parse('20261121-091502-3f9c2c'), status: 'Cancelled' },
  ended_at: iso(30_000),
  hosts: [
    onHost('ready-1', {
      ...{ status: 'Cancelled', steps: endedAt(3, 'cancelled', 'done') },
      problem: 'The root node ended while this was under way. Resume the deployment.',
      says: [note('root-ended')],
      stopped_by: 'root-ended',
    }),
  ],
}
/** From before its facts were kept: told as it was. */
const old: ListedDeployment = {
  ...failed,
  id: DeploymentId.parse('20261101-091502-3f9c2e'),
  status: 'Failed',
  hosts: [
    onHost('vps-old', {
      status: 'Failed',
      steps: endedAt(3, 'failed').map(each => ({ ...each, facts: null, says: null })),
      problem:
        '"vps-old" has too little space: 600 MB are needed, 312 MB are free. Free some (`sudo apt-get clean`).',
    }),
  ],
}
const replaced: ListedDeployment = {
  ...running,
  ...{ id: DeploymentId.parse('20261121-091502-3f9c2d'), status: 'Success' },
  ...{ started_at: iso(90_000_000), ended_at: iso(89_930_000) },
  hosts: [onHost('ready-1', { status: 'Success', steps: [] })],
  replaces: {
    ...{ host_id: HostId.parse('h-old'), host_name: 'vps-old', status: 'kept', uninstall: null },
  },
}
export const deployments = [running, failed, cancelled, replaced, old]
const line = (seq: number, kind: object) =>
  JSON.stringify({ seq, at: now - 30_000 + seq * 400, hostId: 'h-ready-1', step: 'x', ...kind })
export const deploymentLog = [
  line(1, { kind: 'command', words: 'Look for what is there', script: '', asRoot: false }),
  line(2, { kind: 'line', from: 'stdout', text: 'banyan-worker: not installed' }),
  line(3, { kind: 'command', words: 'Bring the archive', script: '', asRoot: false }),
  line(4, { kind: 'line', from: 'stderr', text: 'tar: 时间戳在未来 0.42 s' }),
  line(5, { kind: 'line', from: 'banyan', text: '41 of 58 MB' }),
].join('\n')

export const planned: AnswerOf<'startDeployment'> = {
  ...running,
  dry_run: true,
  hosts: [
    {
      ...onHost('ready-1', { status: 'Success' }),
      plan: 'In English.',
      commands: [
        {
          ...{ step: 'own-key', words: 'Looks whether our key is among those that may log in' },
          script:
            'if grep -qxF "$line" ~/.ssh/authorized_keys; then echo there; else echo missing; fi',
          as_root: false,
        },
        {
          ...{ step: 'service', words: 'Starts the service, now and at every boot' },
          script: 'systemctl enable --now --quiet banyan-worker\nsystemctl is-active banyan-worker',
          as_root: true,
        },
      ],
    },
    {
      ...onHost('vps-old', { status: 'Failed', steps: [], problem: 'In English.' }),
      says: [
        note('host.unusable', {
          ...{ host: 'vps-old', reasons: ['In English.'] },
          problems: [
            {
              ...{ code: 'sudo-asks', isWarning: false, message: 'x', help: 'y' },
              says: { sentence: 'sudo-asks', facts: { user: 'ann' } },
            },
          ],
        }),
      ],
      ...{ plan: '', commands: [] },
    },
  ],
}
