import type { HostId } from '#contract/ids'
import type { Deployment, HostDeployment, StepRecord } from '#contract/model/deployment'

/** Who hears of a deployment while it goes on. */
export interface DeploymentWatch {
  /** To be written down; seldom more than four times a second. */
  save(deployment: Deployment): void
  publish(type: string, data: Readonly<Record<string, unknown>>): void
}

const saveEveryMs = 250
const progressEveryMs = 500

/** A deployment that is under way: every change of it makes a new record, is told, and is saved in bundles. */
export class LiveDeployment {
  readonly #watch: DeploymentWatch
  #deployment: Deployment
  #saving: NodeJS.Timeout | null = null
  #telling: NodeJS.Timeout | null = null
  readonly #moving = new Map<HostId, StepRecord>()

  constructor(deployment: Deployment, watch: DeploymentWatch) {
    this.#deployment = deployment
    this.#watch = watch
  }

  get deployment(): Deployment {
    return this.#deployment
  }

  host(id: HostId): HostDeployment {
    const host = this.#deployment.hosts.find(({ hostId }) => hostId === id)
    if (!host) throw new Error(`host ${id} is not in deployment ${this.#deployment.id}`)
    return host
  }

  changeHost(id: HostId, change: Partial<HostDeployment>): void {
    const before = this.host(id)
    this.#put({ ...before, ...change })
    if (change.status === undefined || change.status === before.status) return
    const { hostName, status, problem } = this.host(id)
    this.#watch.publish('deployment.host', { host: id, host_name: hostName, status, problem })
  }

  changeStep(id: HostId, place: number, change: Partial<StepRecord>): void {
    const host = this.host(id)
    const before = host.steps[place]
    if (!before) return
    const step = { ...before, ...change }
    this.#put({ ...host, steps: host.steps.with(place, step) })
    if (step.status === before.status || step.status === 'skipped') return
    const { name, status, changed } = step
    this.#watch.publish('deployment.step', { host: id, step: name, status, changed })
  }

  /** Not saved; told twice a second. */
  progress(id: HostId, name: string, done: number, total: number): void {
    const host = this.host(id)
    const place = host.steps.findIndex(step => step.name === name)
    const before = host.steps[place]
    if (!before) return
    const step = { ...before, progress: { done, total } }
    this.#put({ ...host, steps: host.steps.with(place, step) }, { isSaved: false })
    this.#moving.set(id, step)
    this.#telling ??= setTimeout(() => this.#tellProgress(), progressEveryMs)
  }

  /** What did not end ends so. */
  endSteps(id: HostId, status: 'skipped' | 'cancelled'): void {
    for (const [place, step] of this.host(id).steps.entries()) {
      if (step.status === 'pending' || step.status === 'running') {
        this.changeStep(id, place, { status })
      }
    }
  }

  /** Nothing more is saved or told; answers with the last of it. */
  close(): Deployment {
    if (this.#telling) clearTimeout(this.#telling)
    if (this.#saving) clearTimeout(this.#saving)
    return this.#deployment
  }

  #put(host: HostDeployment, { isSaved = true } = {}): void {
    const hosts = this.#deployment.hosts.map(each => (each.hostId === host.hostId ? host : each))
    this.#deployment = { ...this.#deployment, hosts }
    if (isSaved) this.#save()
  }

  #save(): void {
    this.#saving ??= setTimeout(() => {
      this.#saving = null
      this.#watch.save(this.#deployment)
    }, saveEveryMs)
  }

  #tellProgress(): void {
    this.#telling = null
    const hosts = [...this.#moving].flatMap(([host, { name, progress }]) =>
      progress ? [{ host, step: name, done: progress.done, total: progress.total }] : [],
    )
    this.#moving.clear()
    if (hosts.length > 0) this.#watch.publish('deployment.progress', { hosts })
  }
}
