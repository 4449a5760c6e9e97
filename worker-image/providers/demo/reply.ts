import { answerFormat } from '../answer-options.ts'
import { textOf } from '../chat-content.ts'
import type { ModelRequest } from '../provider.ts'
import { battleIn, demoBattle } from './battle.ts'
import { type Language, languageOf, phrases } from './language.ts'
import { asksName, latestName, toldName } from './names.ts'
import { sampleOf } from './sample-json.ts'
import { type DemoCall, planTools } from './tool-wishes.ts'

export type Reply =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'calls'; readonly calls: readonly DemoCall[] }

const mostNumbers = 10_000

const greeting =
  /^\s*(?:hi|hello|hey|good (?:morning|afternoon|evening)|你好|您好|嗨|哈喽|哈囉|早上好|早安|晚上好)(?:[\s,，]*(?:there|banyan|啊|呀))?[\s!！.。~～]*$/iu
const whatAreYou =
  /\b(?:who|what) are you\b|\bwhat can you do\b|\bare you (?:real|a demo|an? ai)\b|^\s*help\s*[?!.]*$|你是(?:谁|誰|什么|什麼|啥)|你(?:会|會|能)(?:做)?(?:什么|什麼|啥)|^\s*(?:帮助|幫助|說明|说明)\s*$/iu
const counting =
  /\bcount\s+(?:from\s+)?(?:(\d+)\s+)?(?:up\s+)?to\s+(\d+)|(?:[从從]\s*(\d+)\s*)?[数數]到\s*(\d+)/iu
const repeating = /^\s*(?:echo|say|repeat|重复|重複|跟我说|跟我說)\s*[:：]\s*([\s\S]*)$/iu

/** What the demo answers to a conversation. */
export function replyTo(request: ModelRequest): Reply {
  const users = request.messages.filter(message => message.role === 'user').map(textOf)
  const text = users.at(-1) ?? ''
  const language = languageOf(text)

  const results = toolResults(request, language)
  if (results) return { kind: 'text', text: results }

  const { calls, notOffered } = planTools(text, request)
  if (calls.length > 0) return { kind: 'calls', calls }

  const battle = battleIn(text)
  if (battle) return { kind: 'text', text: JSON.stringify(demoBattle(battle, language)) }

  const format = answerFormat(request)
  if (format.kind === 'schema') {
    return { kind: 'text', text: JSON.stringify(sampleOf(format.schema)) }
  }
  const words =
    notOffered === null ? inWords(text, users, language) : phrases[language].noTool(notOffered)
  return { kind: 'text', text: format.kind === 'json' ? JSON.stringify({ answer: words }) : words }
}

function inWords(text: string, users: readonly string[], language: Language): string {
  const say = phrases[language]
  if (asksName(text)) {
    const name = latestName(users)
    return name === null ? say.unknownName : say.yourName(name)
  }
  const repeat = repeating.exec(text)
  if (repeat) return repeat[1] ?? ''
  const count = counting.exec(text)
  if (count) return numbers(Number(count[1] ?? count[3] ?? 1), Number(count[2] ?? count[4]))
  if (greeting.test(text) || whatAreYou.test(text)) return say.introduction
  const name = toldName(text)
  return name === null ? say.echo(text) : say.hello(name)
}

function numbers(first: number, last: number): string {
  const length = Math.max(0, Math.min(last - first + 1, mostNumbers))
  return Array.from({ length }, (_, position) => first + position).join(' ')
}

/** The results that end the conversation so far, each with the name of its tool; null when there are none. */
function toolResults(request: ModelRequest, language: Language): string | null {
  const { messages } = request
  const before = messages.findLastIndex(message => message.role !== 'tool')
  const results = messages.slice(before + 1)
  if (results.length === 0) return null
  const names = new Map(
    messages.flatMap(message => callsIn(message['tool_calls'])).map(call => [call.id, call.name]),
  )
  return results
    .map(message => {
      const name = names.get(String(message['tool_call_id'])) ?? '?'
      return phrases[language].toolResult(name, textOf(message))
    })
    .join('\n')
}

function callsIn(calls: unknown): readonly { readonly id: string; readonly name: string }[] {
  if (!Array.isArray(calls)) return []
  return calls.map(call => ({ id: String(call?.id), name: String(call?.function?.name) }))
}
