import { z } from 'zod'

export const port = z.coerce.number().int().min(0).max(65535)
export const url = z.url({ protocol: /^https?$/ }).transform(text => text.replace(/\/+$/, ''))
export const optionalUrl = z.union([z.literal('').transform(() => null), url])
export const optionalText = z.string().transform(text => text.trim() || null)
export const count = z.coerce.number().int().positive()
export const milliseconds = z.coerce.number().int().min(100).max(3_600_000)
export const list = (entry: z.ZodType<string, string>) =>
  z
    .string()
    .transform(text =>
      text
        .split(',')
        .map(part => part.trim())
        .filter(part => part !== ''),
    )
    .pipe(z.array(entry))
/** As a browser sends it: `app://…` and `chrome-extension://…` are origins too, `*` and `null` are none. */
export const origin = z
  .string()
  .regex(/^[a-z][a-z0-9+.-]*:\/\/[^\s/*?#@]+\/?$/i)
  .transform(text =>
    text
      .toLowerCase()
      .replace(/\/$/, '')
      .replace(/^(http:.*):80$|^(https:.*):443$/, '$1$2'),
  )
export const hostName = z
  .string()
  .regex(/^[\w.-]+$|^\[[\da-f:.]+\]$/i)
  .transform(text => text.toLowerCase())
export const flag = z
  .enum(['true', 'false', '1', '0', 'on', 'off', 'yes', 'no'])
  .transform(text => ['true', '1', 'on', 'yes'].includes(text))

export const modelName = z.string().min(1).max(256)
export const jsonOf = <S extends z.ZodType>(schema: S) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text)
      } catch {
        context.addIssue({ code: 'custom', message: 'no JSON' })
        return z.NEVER
      }
    })
    .pipe(schema)
