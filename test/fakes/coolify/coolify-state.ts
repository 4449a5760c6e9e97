export interface FakeKey {
  readonly uuid: string
  readonly name: string
  readonly description: string
  readonly publicKey: string
}

export interface FakeServer {
  readonly uuid: string
  readonly name: string
  readonly description: string
  readonly ip: string
  readonly port: number
  readonly user: string
  readonly keyUuid: string
  readonly team: 'ours' | 'theirs'
  isUsable: boolean
  isValidating: boolean
  validationLogs: string | null
}

export interface FakeVariable {
  readonly uuid: string
  readonly key: string
  readonly value: string
  readonly flags: Readonly<Record<string, unknown>>
}

/** What runs: an application as it was when it was deployed. */
export interface FakeContainer {
  readonly tag: string
  readonly environment: Readonly<Record<string, string>>
  readonly address: string
  readonly startedAt: number
}

export interface FakeApplication {
  readonly id: number
  readonly uuid: string
  readonly name: string
  readonly serverUuid: string
  readonly projectUuid: string
  readonly settings: Record<string, unknown>
  variables: FakeVariable[]
  container: FakeContainer | null
}

export interface FakeDeployment {
  readonly uuid: string
  readonly applicationUuid: string
  readonly createdAt: number
  status: 'queued' | 'in_progress' | 'finished' | 'failed' | 'cancelled-by-user'
}

/** What goes wrong; each can be switched while it runs. */
export interface CoolifyFaults {
  /** As many requests as this are throttled from now on. */
  throttled: number
  /** As many deployments as this meet a full queue. */
  queueFull: number
  /** As many connections as this break off without an answer. */
  broken: number
  /** A deployment that is named is not found; `/deploy` then names one that never was. */
  hidesDeployments: boolean
  /** One is named and none is queued, as of `start` with a full queue. */
  losesDeployments: boolean
  /** Workers of these versions never become healthy. */
  unhealthy: readonly string[]
  /** Deployments never end. */
  hangs: boolean
  cancelFails: boolean
  forbidden: 'disabled' | 'address' | null
  /** Every action answers 405, as an unfit version does. */
  actionsGone: boolean
  validationMs: number
  validationProblem: string | null
  abilities: readonly string[]
  version: string
  /** Before it had /team. */
  isOlderTeam: boolean
}

export const noFaults = (): CoolifyFaults => ({
  throttled: 0,
  queueFull: 0,
  broken: 0,
  hidesDeployments: false,
  losesDeployments: false,
  unhealthy: [],
  hangs: false,
  cancelFails: false,
  forbidden: null,
  actionsGone: false,
  validationMs: 20_000,
  validationProblem: null,
  abilities: ['read', 'write', 'deploy'],
  version: '4.3.11',
  isOlderTeam: false,
})

const queuedMs = 2_000
const deployMs = 8_000
const healthyAfterMs = 6_000

/** What a Coolify knows, and how it goes on in time: servers are validated, deployments end, containers become healthy. */
export class CoolifyState {
  readonly faults: CoolifyFaults = noFaults()
  readonly keys: FakeKey[] = []
  readonly servers: FakeServer[] = []
  readonly projects: { uuid: string; name: string; description: string; environments: string[] }[] =
    []
  readonly applications: FakeApplication[] = []
  readonly deployments: FakeDeployment[] = []
  /** Whether the server lets in who has this key. */
  letsIn: (publicKey: string) => boolean = () => true
  #now = 1_000_000
  #last = 0
  #due: { readonly at: number; readonly act: () => void }[] = []

  get now(): number {
    return this.#now
  }

  /** Whatever falls due meanwhile happens, in its order. */
  advance(ms: number): void {
    const until = this.#now + ms
    for (;;) {
      const [next] = this.#due.toSorted((a, b) => a.at - b.at)
      if (!next || next.at > until) break
      this.#due = this.#due.filter(each => each !== next)
      this.#now = Math.max(this.#now, next.at)
      next.act()
    }
    this.#now = until
  }

  newUuid(kind: string): string {
    return `${kind}${String(++this.#last).padStart(5, '0')}`
  }

  validate(server: FakeServer): void {
    this.#after(1_000, () => {
      server.isValidating = true
    })
    this.#after(1_000 + this.faults.validationMs, () => {
      const key = this.keys.find(({ uuid }) => uuid === server.keyUuid)
      const isLetIn = key !== undefined && this.letsIn(key.publicKey)
      const problem = isLetIn ? this.faults.validationProblem : 'Permission denied (publickey).'
      server.isValidating = false
      server.isUsable = problem === null
      server.validationLogs =
        problem === null
          ? null
          : `Server is not reachable.<br>Check this <a href="https://x">documentation</a>.<br><br>Error: ${problem}`
    })
  }

  deploy(application: FakeApplication): FakeDeployment {
    const uuid = this.newUuid('dep')
    const deployment: FakeDeployment = {
      ...{ uuid, applicationUuid: application.uuid },
      ...{ createdAt: this.#now, status: 'queued' },
    }
    this.deployments.push(deployment)
    this.#after(queuedMs, () => {
      if (deployment.status === 'queued') deployment.status = 'in_progress'
    })
    if (!this.faults.hangs)
      this.#after(queuedMs + deployMs, () => this.#end(deployment, application))
    return deployment
  }

  statusOf({ container }: FakeApplication): string {
    if (!container) return 'exited:unhealthy'
    if (this.#now - container.startedAt < healthyAfterMs) return 'running:unknown'
    return this.faults.unhealthy.includes(container.tag) ? 'running:unhealthy' : 'running:healthy'
  }

  remove(application: FakeApplication): void {
    this.#after(10_000, () => {
      this.applications.splice(this.applications.indexOf(application), 1)
    })
  }

  stop(application: FakeApplication): void {
    this.#after(5_000, () => {
      application.container = null
    })
  }

  /** With a mapped port nothing is waited for; without, the old container stays until the new one is healthy. */
  #end(deployment: FakeDeployment, application: FakeApplication): void {
    if (deployment.status !== 'in_progress') return
    const tag = String(application.settings['docker_registry_image_tag'])
    const isRolling = !application.settings['ports_mappings']
    if (isRolling && this.faults.unhealthy.includes(tag)) {
      deployment.status = 'failed'
      return
    }
    const number = this.deployments.indexOf(deployment) + 2
    application.container = {
      tag,
      environment: Object.fromEntries(application.variables.map(({ key, value }) => [key, value])),
      address: `10.0.1.${number}`,
      startedAt: this.#now,
    }
    deployment.status = 'finished'
  }

  #after(ms: number, act: () => void): void {
    this.#due.push({ at: this.#now + ms, act })
  }
}
