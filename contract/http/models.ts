import { z } from 'zod'

/** The answer to `GET /v1/models/{id}`. */
export const OfferedModel = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.int().describe('When this root node started, in seconds since 1970.'),
  owned_by: z.string().describe('The provider behind it; compatible, where the worker names none.'),
  workers: z.array(z.string()).describe('The ids of the workers that offer it.'),
})

/** The answer to `GET /v1/models`. */
export const OfferedModels = z.object({
  object: z.literal('list'),
  data: z.array(OfferedModel),
})
