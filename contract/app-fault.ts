/** What an app may not, and what there is not. */
export type AppFault =
  | {
      readonly code: 'app.key-refused'
      readonly reason: 'missing' | 'unknown' | 'expired' | 'revoked'
    }
  | {
      readonly code: 'app.limit-reached'
      /** A minute, a day and a month, in this order. */
      readonly limit: 'requests' | 'tokens' | 'budget'
      readonly most: number
      readonly retryAfterSeconds: number
    }
  | {
      readonly code: 'app.model-refused'
      readonly model: string | null
      readonly allowed: readonly string[]
    }
  | { readonly code: 'app.unknown'; readonly appId: string }

export function appFaultText(fault: AppFault): string {
  switch (fault.code) {
    case 'app.key-refused':
      return keyRefusedText[fault.reason]
    case 'app.limit-reached':
      return limitText(fault)
    case 'app.model-refused':
      return `This app may not use ${fault.model === null ? 'any model that is offered now' : `the model "${fault.model}"`}. Allowed: ${fault.allowed.join(', ')}.`
    case 'app.unknown':
      return `There is no app "${fault.appId}".`
  }
}

const keyRefusedText = {
  missing: 'This needs the key of an app: send it as "Authorization: Bearer <key>".',
  unknown: 'This key belongs to no app here. Make a new one, or send none at all.',
  expired: 'The key of this app has expired. Give it more time, or make a new app.',
  revoked: 'The key of this app was revoked.',
} as const

function limitText(fault: Extract<AppFault, { code: 'app.limit-reached' }>): string {
  const { limit, most, retryAfterSeconds } = fault
  const again = `Try again in ${retryAfterSeconds} s, or raise the limit.`
  switch (limit) {
    case 'requests':
      return `This app may send ${most} requests a minute. ${again}`
    case 'tokens':
      return `This app has used its ${most} tokens for today. ${again}`
    case 'budget':
      return `This app has used its budget of $${most} for this month. ${again}`
  }
}
