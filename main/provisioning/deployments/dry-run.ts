import type { HostDeployment } from '#contract/model/deployment'
import type { Host } from '#contract/model/host'
import type { Plan, PlanWish } from '../plan.ts'
import type { DeploymentsAround } from './around.ts'
import type { CommandLog } from './command-log.ts'
import { pendingSteps, planFor } from './host-run.ts'
import { emptyHost } from './new-deployment.ts'
import { noteOf } from './note-of.ts'
import { failureText } from './stop-reason.ts'

/** What would be done on one host. */
export interface PlannedHost {
  readonly record: HostDeployment
  /** In words and in commands; empty where there is no plan. */
  readonly plan: string
  readonly commands: readonly PlannedCommand[]
}

export interface PlannedCommand {
  /** The name of the step that may run it. */
  readonly step: string
  /** What it does, in English. */
  readonly words: string
  readonly script: string
  readonly asRoot: boolean
}

/** Makes the plans of all hosts at once, and changes nothing. Success: there is one. */
export function planAll(
  hosts: readonly { readonly host: Host; readonly batch: number }[],
  wish: PlanWish,
  around: DeploymentsAround,
  signal: AbortSignal,
): Promise<readonly PlannedHost[]> {
  return Promise.all(
    hosts.map(async ({ host, batch }) => {
      const empty = emptyHost(host.id, host.name, batch)
      try {
        const plan = await planFor(host, wish, around, signal)
        const workerId = plan.leaves?.workerId ?? host.installed?.workerId ?? null
        return {
          record: { ...empty, status: 'Success', workerId, steps: pendingSteps(plan) } as const,
          plan: around.redact(planText(host, plan)),
          commands: commandsOf(plan, around.redact),
        }
      } catch (failure) {
        const problem = around.redact(failureText(failure))
        const says = [noteOf(failure, around.redact)]
        return {
          record: { ...empty, status: 'Failed', problem, says } as const,
          plan: '',
          commands: [],
        }
      }
    }),
  )
}

function commandsOf({ steps }: Plan, redact: (text: string) => string): readonly PlannedCommand[] {
  return steps.flatMap(({ name, commands }) =>
    commands.map(({ words, script, asRoot }) => ({
      ...{ step: name, words: redact(words), script: redact(script.trim()), asRoot },
    })),
  )
}

export function writePlans(plans: readonly PlannedHost[], log: CommandLog): void {
  for (const { record, plan } of plans) {
    for (const text of plan.split('\n')) {
      log.write(record.hostId, 'plan', { kind: 'line', from: 'banyan', text })
    }
  }
}

/** The plan as it can be read before anything is changed. */
export function planText(host: Host, plan: Plan): string {
  const steps = plan.steps.map((step, place) => {
    const commands = step.commands.flatMap(({ words, script, asRoot }) => [
      `   ${asRoot ? '#' : '$'} ${words}`,
      ...script
        .trim()
        .split('\n')
        .map(line => `     ${line}`),
    ])
    return [`${place + 1}. ${step.name}: ${step.words}`, ...commands].join('\n')
  })
  const how = methodWords[plan.method]
  const what = plan.version === null ? how : `version ${plan.version} ${how}`
  const around = plan.method === 'coolify' ? [] : [marksText(host), lockText]
  const checks = plan.checks.map(({ name }) => name).join(', ')
  const last = checks === '' ? [] : [`In the end these are checked: ${checks}.`]
  return [
    `${host.name}: ${what}, reached ${wayWords[host.transport]}`,
    ...around,
    ...steps,
    ...last,
    '',
  ].join('\n')
}

const methodWords = {
  plain: 'as a service of systemd, without a container',
  docker: 'as a container of Docker',
  coolify: 'by Coolify',
} as const satisfies Readonly<Record<Plan['method'], string>>

const wayWords = {
  tunnel: 'through SSH alone',
  tls: 'by TLS, on a port that is opened',
  http: 'by HTTP, on a port that is opened',
} as const satisfies Readonly<Record<Host['transport'], string>>

const marksText = ({ user }: Host) =>
  `Below each step is all that it may run: after "$" as ${user}, after "#" as root. Each looks first; what is done already is left as it is.`

const lockText =
  'While this runs, the host is locked (/var/lib/banyan/lock). What changes is noted in /var/log/banyan/audit.log there.'
