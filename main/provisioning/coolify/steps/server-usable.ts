import { type HostReason, hostReason } from '#contract/host-reason'
import { stepFailed } from '../../steps/step-failed.ts'
import { isSo, notSo, told } from '../../told.ts'
import { apiStep } from '../api-step.ts'
import { plainText } from '../plain-text.ts'
import { type Pace, pollUntil } from '../poll.ts'
import type { Scene } from '../scene.ts'
import type { SeenServer } from '../servers.ts'
import { publicLine } from './key-on-host.ts'

const name = 'coolify-server-usable'
const pace: Pace = { everyMs: 5_000, withinMs: 12 * 60_000 }
/** Until the job is taken out of the queue, Coolify shows how the last one ended. */
const beginsWithinMs = 60_000

export function serverUsable(scene: Scene) {
  const { host, parts } = scene
  const { client } = parts
  return apiStep({
    name,
    words:
      'Lets Coolify look at the server, and install Docker where it is missing; that may restart a Docker that is old.',
    async check(_, signal) {
      const server = await scene.server(signal)
      return server?.isReachable && server.isUsable
        ? isSo('Coolify can use it.', 'coolify-usable')
        : notSo('Coolify cannot use it yet.')
    },
    async apply(site, signal) {
      const { uuid, validationLogs } = await scene.neededServer(name, signal)
      await client.servers.validate(uuid, signal)
      site.say('Coolify looks at the server. Installing Docker takes a few minutes.')
      const begun = client.time.now()
      let wasValidating = false
      const over = await pollUntil(
        client.time,
        pace,
        async () => {
          const server = await client.servers.get(uuid, signal)
          if (server.isReachable && server.isUsable) return server
          wasValidating ||= server.isValidating === true
          const hasBegun = wasValidating || client.time.now() - begun > beginsWithinMs
          const hasEnded = server.isValidating === false && server.validationLogs !== null
          const isNews = wasValidating || server.validationLogs !== validationLogs
          return hasBegun && hasEnded && isNews ? server : null
        },
        signal,
      )
      if (over?.isUsable) return told('Coolify can use the server.', 'coolify-usable')
      const seen = over ?? (await client.servers.get(uuid, signal))
      const { detail, why, said } = await problemOf(scene, seen, signal)
      throw stepFailed({ host }, name, detail, why, said)
    },
  })
}

interface Problem {
  readonly detail: string
  readonly why: HostReason
  /** By Coolify, word for word. */
  readonly said: string
}

async function problemOf(scene: Scene, server: SeenServer, signal: AbortSignal): Promise<Problem> {
  const minutes = pace.withinMs / 60_000
  const said = plainText(server.validationLogs ?? '', [])
  const what = said === '' ? `It is not usable after ${minutes} min.` : said
  if (server.isReachable) {
    const detail = `${what}\nInstall Docker on the host, then run it again.`
    return { detail, why: hostReason('coolify-no-docker'), said }
  }
  const line = await publicLine(scene, signal)
  if (line === null) {
    const detail = `${what}\nCheck the server and its key in Coolify.`
    return { detail, why: hostReason('coolify-unusable', { minutes }), said }
  }
  const { user } = server
  const help = `Coolify may need to be let in: this line belongs into ~/.ssh/authorized_keys of ${user}, who must be root or use sudo without a password: ${line}`
  const why = hostReason('coolify-not-let-in', { user, line })
  return { detail: `${what}\n${help}`, why, said }
}
