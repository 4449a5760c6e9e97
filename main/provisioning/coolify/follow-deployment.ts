import { hostReason } from '#contract/host-reason'
import type { Site } from '../step.ts'
import { stepFailed } from '../steps/step-failed.ts'
import { isRefusal } from './access.ts'
import { isUnderWay, type SeenDeployment } from './deployments.ts'
import { plainText } from './plain-text.ts'
import { type Pace, pollUntil } from './poll.ts'
import type { Scene } from './scene.ts'

const pace: Pace = { everyMs: 3_000, withinMs: 15 * 60_000 }
/** How long one may be named without being there. */
const unseenWithinMs = 60_000
const shownLogLines = 12

interface Followed {
  readonly applicationUuid: string
  /** As Coolify named it, if it did; of one that is queued already it names another that there is not. */
  readonly uuid: string | null
  /** The newest that there was before it. */
  readonly before: string | null
  readonly step: string
}

/** Resolves when the deployment is finished; FaultError when it failed, was cancelled or hangs. */
export async function followDeployment(
  scene: Scene,
  site: Site,
  followed: Followed,
  signal: AbortSignal,
): Promise<void> {
  const { client } = scene.parts
  const seenBy = client.time.now() + unseenWithinMs
  let status = ''
  const over = await pollUntil(
    client.time,
    pace,
    async () => {
      const found = await look(scene, followed, signal)
      if (found && found.status !== status) site.say(`Coolify's deployment is ${found.status}.`)
      status = found?.status ?? status
      if (status === '' && client.time.now() > seenBy) {
        const detail = 'Coolify named a deployment that it does not have. Run it again.'
        throw stepFailed(site, followed.step, detail, hostReason('coolify-names-none'))
      }
      return found && !isUnderWay(found) ? found : null
    },
    signal,
  )
  if (!over) {
    await cancelUnderWay(scene, site, followed.applicationUuid, signal)
    const minutes = pace.withinMs / 60_000
    const detail = `The deployment did not end within ${minutes} min. See it in Coolify; a queue that hangs is freed by restarting Coolify.`
    throw stepFailed(site, followed.step, detail, hostReason('coolify-endless', { minutes }))
  }
  if (over.status !== 'finished') throw await failed(scene, site, followed.step, over)
}

async function look(
  scene: Scene,
  { uuid, applicationUuid, before }: Followed,
  signal: AbortSignal,
): Promise<SeenDeployment | null> {
  const { deployments } = scene.parts.client
  if (uuid !== null) {
    try {
      return await deployments.get(uuid, signal)
    } catch (failure) {
      if (!isRefusal(failure, 404)) throw failure
    }
  }
  const newest = await deployments.newestOf(applicationUuid, signal)
  return newest && (newest.uuid !== before || isUnderWay(newest)) ? newest : null
}

/** Whether none is under way any more; some versions answer 500 to it. */
export async function cancelUnderWay(
  scene: Scene,
  site: Site,
  applicationUuid: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { deployments } = scene.parts.client
  const newest = await deployments.newestOf(applicationUuid, signal)
  if (!newest || !isUnderWay(newest)) return true
  if (newest.uuid === null) return false
  try {
    await deployments.cancel(newest.uuid, signal)
    site.say('The deployment was cancelled.')
    return true
  } catch (failure) {
    if (signal.aborted) throw failure
    site.say(`The deployment could not be cancelled: ${String(failure)}`)
    return false
  }
}

async function failed(scene: Scene, site: Site, step: string, { status, logs }: SeenDeployment) {
  const lines = logLines(logs)
  if (lines.length > 0) site.say(plainText(lines.join('\n'), await scene.secrets()))
  const where =
    lines.length > 0
      ? ''
      : ' Its log is in Coolify; with a token that may also read:sensitive it is here, too.'
  if (status !== 'failed') {
    const shown = status.replaceAll('-', ' ')
    const why = hostReason('coolify-ended', { status: shown })
    return stepFailed(site, step, `The deployment was ${shown} in Coolify.`, why)
  }
  const image = `${scene.parts.image}:${scene.version}`
  const detail = `The deployment failed. Can the server pull ${image}, and does the worker start?${where}`
  const code = lines.length > 0 ? 'coolify-failed' : 'coolify-failed-unseen'
  return stepFailed(site, step, detail, hostReason(code, { image }))
}

/** The last lines of a deployment's log, which is JSON in a text; none where it is something else. */
function logLines(logs: string | null): readonly string[] {
  if (logs === null) return []
  try {
    const entries: unknown = JSON.parse(logs)
    if (!Array.isArray(entries)) return []
    return entries
      .filter(entry => typeof entry?.output === 'string' && entry.hidden !== true)
      .map(entry => String(entry.output))
      .slice(-shownLogLines)
  } catch {
    return []
  }
}
