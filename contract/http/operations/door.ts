import { z } from 'zod'
import type { Operation } from '../operation.ts'

/** This description, as `npm run openapi` writes it. */
export const OpenApiDocument = z.looseObject({
  openapi: z.string(),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.unknown()),
})

export const doorSchemas = { OpenApiDocument } as const

export const doorOperations = [
  {
    id: 'getOpenApi',
    method: 'get',
    path: '/openapi.json',
    summary: 'This description.',
    access: 'anyone',
    answers: { 200: OpenApiDocument },
  },
] as const satisfies readonly Operation[]
