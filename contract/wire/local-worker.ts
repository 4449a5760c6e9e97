import { z } from 'zod'

/** What a worker that the root started itself says over the channel between the two processes. */
export const LocalWorkerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listening'), port: z.number().int().positive() }),
  z.object({ type: z.literal('failed'), reason: z.string() }),
])
export type LocalWorkerMessage = z.infer<typeof LocalWorkerMessage>
