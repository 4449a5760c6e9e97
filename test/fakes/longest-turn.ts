/**
 * How long the longest turn of the event loop kept this thread at work while something went on, in
 * milliseconds of its processor: what else a busy machine does meanwhile does not count.
 */
export async function longestTurnMs(work: () => Promise<unknown>): Promise<number> {
  const usedMs = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1_000
  }
  let isOver = false
  let longest = 0
  let before = usedMs()
  const look = () => {
    const now = usedMs()
    longest = Math.max(longest, now - before)
    before = now
    if (!isOver) setImmediate(look)
  }
  setImmediate(look)
  await work()
  isOver = true
  look()
  return longest
}
