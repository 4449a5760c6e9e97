/** In place of the thread that writes: its disk is full, and an app that is called "die" ends it. */
import { parentPort } from 'node:worker_threads'

parentPort?.on('message', (orders: readonly { readonly input: unknown }[] | 'close') => {
  if (orders === 'close') return parentPort?.close()
  if (orders.some(({ input }) => input === 'die')) throw new Error('it died')
  parentPort?.postMessage(
    orders.map(({ input }) => ({
      isDone: false,
      code: input === 'held' ? 'SQLITE_BUSY' : 'SQLITE_FULL',
      message: 'it could not be written',
    })),
  )
})
