/** The languages that the demo answers in. */
export type Language = 'en' | 'zh-Hans' | 'zh-Hant'

/** Common characters that only traditional Chinese has. */
const traditional =
  /[麼嗎們個這說話誰請記得對為會來時學國點開關問題實現無與從還過後應該裡裏體點數到調變沒]/

/** Characters of the set above that simplified Chinese has too. */
const shared = /[得到]/g

export function languageOf(text: string): Language {
  if (!/\p{Script=Han}/u.test(text) || /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text))
    return 'en'
  return traditional.test(text.replace(shared, '')) ? 'zh-Hant' : 'zh-Hans'
}

interface Phrases {
  readonly introduction: string
  readonly unknownName: string
  yourName(name: string): string
  hello(name: string): string
  echo(text: string): string
  toolResult(name: string, result: string): string
  noTool(name: string): string
}

export const phrases: Readonly<Record<Language, Phrases>> = {
  en: {
    introduction:
      'Hello! This is Banyan\'s demo, not a real model: it runs because no model key is set. It repeats what you write, remembers your name ("my name is Ann"), counts ("count to 20") and calls tools ("use tool NAME with {…}"). For real answers, add a key such as OPENAI_API_KEY, GEMINI_API_KEY or ANTHROPIC_API_KEY, or start Ollama.',
    unknownName: 'You have not told me your name yet.',
    yourName: name => `Your name is ${name}.`,
    hello: name => `Hello ${name}! I will remember your name in this conversation.`,
    echo: text => `You said: ${text}`,
    toolResult: (name, result) => `The tool ${name} returned: ${result}`,
    noTool: name => `This request offers no tool named ${name}.`,
  },
  'zh-Hans': {
    introduction:
      '你好！这是 Banyan 的演示，不是真正的模型：因为还没有设置模型密钥。它会重复你说的话，记住你的名字（“我叫小李”），数数（“数到 20”），调用工具（“调用工具 名称 {…}”）。要得到真正的回答，请添加密钥，例如 OPENAI_API_KEY、GEMINI_API_KEY 或 ANTHROPIC_API_KEY，或者启动 Ollama。',
    unknownName: '你还没有告诉我你的名字。',
    yourName: name => `你叫${name}。`,
    hello: name => `你好，${name}！我会在这次对话里记住你的名字。`,
    echo: text => `你说：${text}`,
    toolResult: (name, result) => `工具 ${name} 返回：${result}`,
    noTool: name => `这个请求没有提供名为 ${name} 的工具。`,
  },
  'zh-Hant': {
    introduction:
      '你好！這是 Banyan 的示範，不是真正的模型：因為還沒有設定模型金鑰。它會重複你說的話，記住你的名字（「我叫小李」），數數（「數到 20」），呼叫工具（「調用工具 名稱 {…}」）。要得到真正的回答，請加入金鑰，例如 OPENAI_API_KEY、GEMINI_API_KEY 或 ANTHROPIC_API_KEY，或者啟動 Ollama。',
    unknownName: '你還沒有告訴我你的名字。',
    yourName: name => `你叫${name}。`,
    hello: name => `你好，${name}！我會在這次對話裡記住你的名字。`,
    echo: text => `你說：${text}`,
    toolResult: (name, result) => `工具 ${name} 回傳：${result}`,
    noTool: name => `這個請求沒有提供名為 ${name} 的工具。`,
  },
}
