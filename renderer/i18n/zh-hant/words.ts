import type { enWords } from '../en/words.ts'
import type { Translated } from '../messages.ts'

export const zhHantWords: Translated<typeof enWords> = {
  provider: {
    auto: '自動',
    openai: 'OpenAI',
    gemini: 'Gemini',
    anthropic: 'Anthropic',
    compatible: '相容服務',
    ollama: 'Ollama',
    lmstudio: 'LM Studio',
    demo: '示範',
  },
  healing: { on: '開啟', 'dry-run': '只記錄', off: '關閉' },
  strategy: {
    'least-connections': '最空閒優先',
    'round-robin': '輪流',
    weighted: '依權重',
    fastest: '最快優先',
    deterministic: '相同問題同一工作節點',
    random: '隨機',
  },
  logLevel: { error: '僅錯誤', warn: '警告', info: '一般', debug: '偵錯' },
  unit: { ms: '毫秒', s: '秒', min: '分鐘', h: '小時', d: '天', tokens: 'token' },
  list: { separator: '、' },
}
