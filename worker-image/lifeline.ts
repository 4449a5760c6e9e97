import type { LocalWorkerMessage } from '#contract/wire/local-worker'

/** The tie to the root node that started this worker as its child. */
export interface Lifeline {
  tell(message: LocalWorkerMessage): Promise<void>
  /** Calls once, when the parent is gone. */
  onLoss(act: () => void): void
}

interface ParentPort {
  postMessage(message: unknown): void
}

const lookEveryMs = 2_000

/** How long Electron takes at most to carry a last message out of a process that ends. */
const postTimeMs = 100

/** By the root node's process id in the environment; null when this worker stands on its own. */
export function lifelineOf(environment: NodeJS.ProcessEnv): Lifeline | null {
  const root = Number(environment['BANYAN_PARENT'])
  if (!Number.isInteger(root) || root <= 0) return null
  const parent = process.ppid
  return {
    tell: message => tellParent(message),
    onLoss(act) {
      let isLost = false
      const lose = () => {
        if (isLost) return
        isLost = true
        act()
      }
      process.once('disconnect', lose)
      if (process.send && !process.connected) lose()
      // A second line: the channel may be held open by somebody else.
      setInterval(() => {
        if (process.ppid !== parent || !isAlive(root)) lose()
      }, lookEveryMs).unref()
    },
  }
}

async function tellParent(message: LocalWorkerMessage): Promise<void> {
  const port = electronParent()
  if (port) {
    port.postMessage(message)
    await new Promise(resolve => setTimeout(resolve, postTimeMs))
    return
  }
  if (!process.connected) return
  // A parent that is gone meanwhile is noticed elsewhere.
  await new Promise<void>(resolve => process.send?.(message, undefined, {}, () => resolve()))
}

/** There in Electron's utility processes only, so Node's own types do not know it. */
function electronParent(): ParentPort | null {
  return (process as { readonly parentPort?: ParentPort }).parentPort ?? null // sound: optional, and checked
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' // sound: process.kill throws system errors
  }
}
