import type { enFirstRun } from '../en/first-run.ts'
import type { Translated } from '../messages.ts'

export const zhHansFirstRun: Translated<typeof enFirstRun> = {
  pointApp: {
    title: '让应用连到这里',
    openai: 'OpenAI 应用',
    others: 'Anthropic、Ollama 应用',
    copyBaseUrl: '复制接口地址：{{apps}}',
    text: 'OpenAI、Anthropic 和 Ollama 的应用都能直接用，本机访问不需要密钥。',
    first: '第一个请求',
    copyRequest: '复制请求',
    stopped: '根节点运行后显示地址。',
    hello: '你好',
  },
}
