import { FaultError } from '#contract/fault'
import type { Host } from '#contract/model/host'
import type { DeploymentsAround } from './around.ts'
import { breakLock, lockAnswerOf } from './lock-commands.ts'

/** Takes the lock on a host away from whoever has it, as its owner says that nobody is at work there. Null: nobody had it. */
export async function breakHostLock(
  host: Host,
  { links, note, redact }: DeploymentsAround,
  signal: AbortSignal,
): Promise<string | null> {
  const link = await links.open(host.id, signal)
  try {
    const { exitCode, stdout, stderr } = await link.run(breakLock(), signal)
    const answer = lockAnswerOf(stdout)
    if (exitCode !== 0 || !answer) {
      const detail = redact(stderr.trim()).slice(-600) || 'the lock could not be read'
      throw new FaultError({ code: 'host.step-failed', host: host.name, step: 'lock', detail })
    }
    if (answer.found !== 'broken') return null
    await note('host.lock-broken', host.id, { owner: answer.heldBy })
    return answer.heldBy || 'somebody'
  } finally {
    link.close()
  }
}
