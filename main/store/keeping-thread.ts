import { parentPort, workerData } from 'node:worker_threads'
import { carryOut, type KeepingOrder } from './keeping-orders.ts'

// Sound: keeping.ts starts this thread with one order.
const order = workerData as KeepingOrder
try {
  const result = await carryOut(order, share => parentPort?.postMessage({ share }))
  parentPort?.postMessage({ result })
} catch (failure) {
  // An error would lose its code on the way.
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : null
  parentPort?.postMessage({ failure: String(failure), code })
}
