import { hostReason } from '#contract/host-reason'
import type { Host } from '#contract/model/host'
import type { Secret } from '../../base/secret.ts'
import { stepFailed } from '../steps/step-failed.ts'
import { isRefusal } from './access.ts'
import { type OwnNames, ownNames } from './names.ts'
import type { CoolifyPlanParts } from './plan-parts.ts'
import type { CoolifyResource, SeenServer } from './servers.ts'
import { type WantedState, wantedState } from './wanted-state.ts'

/**
 * What the steps of one plan found so far. Whatever is ours is looked up by its name, so that a plan
 * goes on from wherever another one ended; what was found once stays.
 */
export class Scene {
  readonly host: Host
  readonly parts: CoolifyPlanParts
  readonly version: string
  readonly names: OwnNames
  /** Where the worker answers, as seen on the host; null until it did. */
  address: string | null = null
  /** Of the key that this plan made for Coolify. */
  madePublicLine: string | null = null
  #serverUuid: string | null
  #application: CoolifyResource | null = null
  #wanted: WantedState | null = null

  constructor(host: Host, version: string, parts: CoolifyPlanParts) {
    this.host = host
    this.version = version
    this.parts = parts
    this.names = ownNames(host)
    const { coolify } = host
    this.#serverUuid = coolify?.accountId === parts.accountId ? coolify.serverUuid : null
  }

  /** Whether requests to the worker go through SSH, so that no port of it has to be open. */
  get isTunnelled(): boolean {
    return this.host.transport === 'tunnel'
  }

  async server(signal: AbortSignal): Promise<SeenServer | null> {
    const { servers } = this.parts.client
    if (this.#serverUuid !== null) {
      try {
        return await servers.get(this.#serverUuid, signal)
      } catch (failure) {
        if (!isRefusal(failure, 404)) throw failure
        this.#serverUuid = null
      }
    }
    const found = (await servers.list(signal)).filter(({ address }) => this.#isHere(address))
    const [server] = found.toSorted((a, b) => this.#distance(a) - this.#distance(b))
    if (!server) return null
    this.#serverUuid = server.uuid
    return servers.get(server.uuid, signal)
  }

  /** Null while there is no server either. */
  async application(signal: AbortSignal): Promise<CoolifyResource | null> {
    if (this.#application) return this.#application
    const server = await this.server(signal)
    if (!server) return null
    const resources = await this.parts.client.servers.resources(server.uuid, signal)
    this.#application =
      resources.find(
        ({ name, type }) =>
          name === this.names.application && (type ?? 'application') === 'application',
      ) ?? null
    return this.#application
  }

  forgetServer(): void {
    this.#serverUuid = null
  }

  forgetApplication(): void {
    this.#application = null
  }

  async neededServer(step: string, signal: AbortSignal): Promise<SeenServer> {
    const server = await this.server(signal)
    if (server) return server
    const detail = 'Coolify does not know this server.'
    throw stepFailed(this, step, detail, hostReason('coolify-no-server'))
  }

  async neededApplication(step: string, signal: AbortSignal): Promise<CoolifyResource> {
    const application = await this.application(signal)
    if (application) return application
    const detail = 'There is no worker of ours in Coolify.'
    throw stepFailed(this, step, detail, hostReason('coolify-no-worker'))
  }

  /** The same for as long as the plan lasts. */
  async wanted(): Promise<WantedState> {
    this.#wanted ??= await wantedState(this.host, this.version, this.parts)
    return this.#wanted
  }

  /** What may stand in no text. */
  async secrets(): Promise<readonly Secret[]> {
    const { variables } = await this.wanted()
    return variables.flatMap(({ value }) =>
      value === null || typeof value === 'string' ? [] : [value],
    )
  }

  #isHere(address: string): boolean {
    const plain = (text: string) => text.toLowerCase().replace(/^\[(.*)\]$/, '$1')
    return plain(address) === plain(this.host.address)
  }

  #distance({ port }: SeenServer): number {
    return port === this.host.port ? 0 : 1
  }
}
