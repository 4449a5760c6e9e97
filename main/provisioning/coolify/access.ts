import { z } from 'zod'
import { FaultError } from '#contract/fault'
import type { CoolifyAbility } from '#contract/model/coolify'
import type { CoolifyCaller } from './coolify-caller.ts'

const Team = z.object({ name: z.string().catch('?') })

/** From here on actions are POST, and validating a server can install Docker. */
const oldest = [4, 2, 0] as const

/** Who the token is, and what it may do. */
export class CoolifyAccess {
  readonly #caller: CoolifyCaller

  constructor(caller: CoolifyCaller) {
    this.#caller = caller
  }

  /** FaultError `coolify.too-old`, or when there is no Coolify, or it does not know the token. */
  async version(signal: AbortSignal): Promise<string> {
    const said = await this.#caller.text({ method: 'GET', path: '/version' }, signal)
    const found = /^["\s]*v?(\d{1,5}\.\d{1,5}\.\d{1,5}[\w.-]{0,40})["\s]*$/.exec(said)?.[1]
    if (found === undefined) {
      const detail = 'It does not say its version. Is a Coolify at this address?'
      throw new FaultError({ code: 'coolify.refused', status: 200, detail })
    }
    if (isOlder(found)) {
      throw new FaultError({ code: 'coolify.too-old', found, needed: oldest.join('.') })
    }
    return found
  }

  /** By the documented address, else by the one that it had before. */
  async team(signal: AbortSignal): Promise<string> {
    try {
      return (await this.#caller.json({ method: 'GET', path: '/team' }, Team, signal)).name
    } catch (failure) {
      if (!isRefusal(failure, 404)) throw failure
    }
    return (await this.#caller.json({ method: 'GET', path: '/teams/current' }, Team, signal)).name
  }

  /** Coolify tells of no token what it may do, so it is asked for what is not there: 403 comes before 404. */
  async abilities(signal: AbortSignal): Promise<readonly CoolifyAbility[]> {
    const mayWrite = await this.#may(
      { method: 'PATCH', path: `/projects/${nothing}`, body: { name: 'banyan' } },
      signal,
    )
    const mayDeploy = await this.#may(
      { method: 'POST', path: '/deploy', query: { uuid: nothing } },
      signal,
    )
    return [
      'read',
      ...(mayWrite ? (['write'] as const) : []),
      ...(mayDeploy ? (['deploy'] as const) : []),
    ]
  }

  async #may(ask: Parameters<CoolifyCaller['text']>[0], signal: AbortSignal): Promise<boolean> {
    try {
      await this.#caller.text(ask, signal)
    } catch (failure) {
      if (isRefusal(failure, 403)) return false
      if (!isRefusal(failure, 404, 400, 422)) throw failure
    }
    return true
  }
}

/** An id that Coolify never makes. */
const nothing = 'banyan-asks-what-it-may'

/** Whether Coolify said no in one of these ways. */
export function isRefusal(failure: unknown, ...statuses: readonly number[]): boolean {
  return (
    failure instanceof FaultError &&
    failure.fault.code === 'coolify.refused' &&
    statuses.includes(failure.fault.status)
  )
}

function isOlder(version: string): boolean {
  const parts = version.split(/[.-]/).map(Number)
  for (const [place, least] of oldest.entries()) {
    const part = parts[place] ?? 0
    if (part !== least) return part < least
  }
  // A 4.2.0 before it was released.
  return version.includes('-')
}
