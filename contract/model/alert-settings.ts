import { z } from 'zod'
import { AlertRules } from './alert-rules.ts'
import { isForbiddenAddress } from './forbidden-address.ts'
import { MutedUntil, QuietHours } from './quiet-hours.ts'
import { define } from './setting-definition.ts'
import { flag, jsonOf } from './setting-form.ts'

/** Of an address in its normal form; what could take it apart is no part of the contract. */
const hostIn = /^https?:\/\/(?:[^/?#]*@)?(\[[^\]]*\]|[^/:?#]*)/i

/** Its last slash stays, unlike that of other addresses: here the path is all that counts. */
const webhookUrl = z
  .url({ protocol: /^https?$/, normalize: true })
  .refine(text => !isForbiddenAddress(hostIn.exec(text)?.[1] ?? ''))

/** Between 24 and 64 bytes, as Standard Webhooks asks for. */
const webhookSecret = z
  .string()
  .regex(
    /^whsec_(?=.{32,87}$|.{86}==$)(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/,
  )

const orNothing = <S extends z.ZodType<string, string>>(form: S) =>
  z
    .string()
    .transform(text => text.trim())
    .pipe(z.union([z.literal('').transform(() => null), form]))

export const alertSettings = {
  alertRules: define({
    env: 'ALERT_RULES',
    schema: jsonOf(AlertRules),
    fallback: '{}',
    allowed: 'JSON such as {"offline": {"after_seconds": 120}, "disk": false}',
  }),
  alertWebhookUrl: define({
    env: 'ALERT_WEBHOOK_URL',
    schema: orNothing(webhookUrl),
    fallback: '',
    allowed: 'an http:// or https:// address that is not link-local, or nothing',
  }),
  alertWebhookSecret: define({
    env: 'ALERT_WEBHOOK_SECRET',
    schema: orNothing(webhookSecret),
    fallback: '',
    allowed: 'whsec_ and the base64 of 24 to 64 bytes, or nothing',
    secret: true,
  }),
  alertQuietHours: define({
    env: 'ALERT_QUIET_HOURS',
    schema: orNothing(QuietHours),
    fallback: '',
    allowed: 'two times of day such as 22:00-07:00, or nothing',
    appliesAtOnce: true,
  }),
  alertQuietCritical: define({
    env: 'ALERT_QUIET_CRITICAL',
    schema: flag,
    fallback: 'true',
    allowed: 'true or false',
    appliesAtOnce: true,
  }),
  alertsMutedUntil: define({
    env: 'ALERTS_MUTED_UNTIL',
    schema: orNothing(MutedUntil),
    fallback: '',
    allowed: 'a time such as 2026-01-31T07:00:00Z, or nothing',
    appliesAtOnce: true,
  }),
} as const
