import type { Messages } from './messages.ts'

export const zhHantAppFaults: Messages['fault']['app'] = {
  'key-refused': '此應用程式的金鑰不被接受。',
  'limit-reached': '此應用程式已達到限額。請在 {{retryAfterSeconds}} 秒後重試。',
  'model-refused': '此應用程式不能使用該模型。可用：{{allowed}}。',
  unknown: '應用程式「{{appId}}」已經不在了。',
}
