import type { z } from 'zod'

/** What the gateway serves at one path with one method. */
export interface Operation {
  readonly id: string
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly path: string
  readonly summary: string
  /** Who may ask when the root node listens beyond loopback: anyone, who has the key of an app, or only who has the root secret. */
  readonly access: 'anyone' | 'app' | 'secret'
  readonly takesTimeout?: boolean
  /** What may follow a question mark in the address. */
  readonly query?: z.ZodObject
  readonly body?: z.ZodType
  readonly answers: Readonly<Record<number, z.ZodType>>
  /** Of the answers, where they are no JSON. */
  readonly answerType?: 'text/plain'
  /** What a streamed answer is made of. */
  readonly events?: z.ZodType
  readonly answerHeaders?: readonly string[]
}

export const routingHeaders = ['x-banyan-worker', 'x-banyan-strategy'] as const
