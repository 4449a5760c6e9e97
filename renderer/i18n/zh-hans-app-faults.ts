import type { Messages } from './messages.ts'

export const zhHansAppFaults: Messages['fault']['app'] = {
  'key-refused': '此应用的密钥不被接受。',
  'limit-reached': '此应用已达到限额。请在 {{retryAfterSeconds}} 秒后重试。',
  'model-refused': '此应用不能使用该模型。可用：{{allowed}}。',
  unknown: '应用“{{appId}}”已经不在了。',
}
