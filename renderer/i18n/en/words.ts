export const enWords = {
  provider: {
    auto: 'Automatic',
    openai: 'OpenAI',
    gemini: 'Gemini',
    anthropic: 'Anthropic',
    compatible: 'Compatible server',
    ollama: 'Ollama',
    lmstudio: 'LM Studio',
    demo: 'Demo',
  },
  healing: { on: 'On', 'dry-run': 'Only tell', off: 'Off' },
  strategy: {
    'least-connections': 'Least busy',
    'round-robin': 'In turn',
    weighted: 'By weight',
    fastest: 'Fastest',
    deterministic: 'Same for same',
    random: 'At random',
  },
  logLevel: { error: 'Errors', warn: 'Warnings', info: 'Normal', debug: 'Debug' },
  unit: { ms: 'ms', s: 's', min: 'min', h: 'h', d: 'd', tokens: 'tokens' },
  list: { separator: ', ' },
}
