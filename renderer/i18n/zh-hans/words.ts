import type { enWords } from '../en/words.ts'
import type { Translated } from '../messages.ts'

export const zhHansWords: Translated<typeof enWords> = {
  provider: {
    auto: '自动',
    openai: 'OpenAI',
    gemini: 'Gemini',
    anthropic: 'Anthropic',
    compatible: '兼容服务',
    ollama: 'Ollama',
    lmstudio: 'LM Studio',
    demo: '演示',
  },
  healing: { on: '开启', 'dry-run': '只记录', off: '关闭' },
  strategy: {
    'least-connections': '最空闲优先',
    'round-robin': '轮流',
    weighted: '按权重',
    fastest: '最快优先',
    deterministic: '相同问题同一工作节点',
    random: '随机',
  },
  logLevel: { error: '仅错误', warn: '警告', info: '一般', debug: '调试' },
  unit: { ms: '毫秒', s: '秒', min: '分钟', h: '小时', d: '天', tokens: 'token' },
  list: { separator: '、' },
}
