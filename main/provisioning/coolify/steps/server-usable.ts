import { apiStep, stepFailed } from '../api-step.ts'
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
      const isDone = Boolean(server?.isReachable && server.isUsable)
      return { isDone, words: isDone ? 'Coolify can use it.' : 'Coolify cannot use it yet.' }
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
      if (over?.isUsable) return 'Coolify can use the server.'
      const seen = over ?? (await client.servers.get(uuid, signal))
      throw stepFailed(host, name, await problemText(scene, seen, signal))
    },
  })
}

async function problemText(scene: Scene, server: SeenServer, signal: AbortSignal): Promise<string> {
  const said = plainText(server.validationLogs ?? '', [])
  const why = said === '' ? `It is not usable after ${pace.withinMs / 60_000} min.` : said
  if (server.isReachable) return `${why}\nInstall Docker on the host, then run it again.`
  const line = await publicLine(scene, signal)
  const help =
    line === null
      ? 'Check the server and its key in Coolify.'
      : `Coolify may need to be let in: this line belongs into ~/.ssh/authorized_keys of ${server.user}, who must be root or use sudo without a password: ${line}`
  return `${why}\n${help}`
}
