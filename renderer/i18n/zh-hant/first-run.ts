import type { enFirstRun } from '../en/first-run.ts'
import type { Translated } from '../messages.ts'

export const zhHantFirstRun: Translated<typeof enFirstRun> = {
  pointApp: {
    title: '讓應用程式連到這裡',
    openai: 'OpenAI 應用程式',
    others: 'Anthropic、Ollama 應用程式',
    copyBaseUrl: '複製介面位址：{{apps}}',
    text: 'OpenAI、Anthropic 和 Ollama 的應用程式都能直接用，在本機使用不需要金鑰。',
    first: '第一個請求',
    copyRequest: '複製請求',
    stopped: '根節點執行後會顯示位址。',
    hello: '你好',
  },
}
