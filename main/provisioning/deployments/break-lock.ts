import { hostReason } from '#contract/host-reason'
import type { Host } from '#contract/model/host'
import { stepFailed } from '../steps/step-failed.ts'
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
      const said = redact(stderr.trim()).slice(-600)
      const why = hostReason('lock-unreadable')
      throw stepFailed({ host }, 'lock', said || 'the lock could not be read', why, said)
    }
    if (answer.found !== 'broken') return null
    await note('host.lock-broken', host.id, { owner: answer.heldBy })
    return answer.heldBy || 'somebody'
  } finally {
    link.close()
  }
}
