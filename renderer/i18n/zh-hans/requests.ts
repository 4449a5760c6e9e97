import type { enRequests } from '../en/requests.ts'
import type { Translated } from '../messages.ts'

export const zhHansRequests: Translated<typeof enRequests> = {
  requests: { title: '请求' },
}
