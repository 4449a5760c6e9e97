import type { enRequests } from '../en/requests.ts'
import type { Translated } from '../messages.ts'

export const zhHantRequests: Translated<typeof enRequests> = {
  requests: { title: '請求' },
}
