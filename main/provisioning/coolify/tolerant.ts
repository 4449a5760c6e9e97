import { z } from 'zod'

/** Coolify writes what is not set as null, leaves it out, or sends an empty text. */
export const textOrNull = z
  .string()
  .nullish()
  .transform(text => text || null)

/** Databases behind it say 1 and 0, too. */
export const flag = z
  .union([z.boolean(), z.number()])
  .nullish()
  .transform(value => Boolean(value))

export const Created = z.object({ uuid: z.string().min(1) })
