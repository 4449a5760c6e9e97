import { setTimeout as pause } from 'node:timers/promises'
import { postJson, textOf } from '../integration/http.ts'

export interface LoadEnd {
  readonly sent: number
  /** What each that went wrong came to. */
  readonly failed: readonly string[]
  /** How many each worker answered. */
  readonly answered: ReadonlyMap<string, number>
}

const everyMs = 50
const question = 'Please say something about rivers, mountains and the sea.'

/** 20 requests a second, streams and whole answers in turn, until `work` is over and all were answered. */
export async function underLoad<T>(
  rootUrl: string,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly load: LoadEnd }> {
  const failed: string[] = []
  const answered = new Map<string, number>()
  const running = new Set<Promise<void>>()
  const stop = new AbortController()
  let sent = 0

  const ask = async (isStream: boolean) => {
    const since = Math.round(performance.now())
    try {
      const worker = await answerOf(rootUrl, isStream)
      answered.set(worker, (answered.get(worker) ?? 0) + 1)
    } catch (failure) {
      const what = failure instanceof Error ? failure.message : String(failure)
      failed.push(`${isStream ? 'stream' : 'whole'} of ${since} ms: ${what}`)
    }
  }
  const steady = async () => {
    while (!stop.signal.aborted) {
      const asked = ask(sent++ % 2 === 0).finally(() => running.delete(asked))
      running.add(asked)
      await pause(everyMs)
    }
    await Promise.all(running)
  }
  const loading = steady()
  try {
    const result = await work()
    return { result, load: { sent, failed, answered } }
  } finally {
    stop.abort()
    await loading
  }
}

/** Who answered; rejects where anything of the answer is missing. */
async function answerOf(rootUrl: string, stream: boolean): Promise<string> {
  const messages = [{ role: 'user', content: question }]
  const { status, text, json, headers } = await postJson(`${rootUrl}/v1/chat/completions`, {
    messages,
    stream,
  })
  if (status !== 200) throw new Error(`${status} ${text.slice(0, 300)}`)
  const said = stream ? textOf(text) : json.choices[0].message.content
  if (!said.includes('rivers')) throw new Error(`not an answer: ${text.slice(-300)}`)
  if (stream && !text.trimEnd().endsWith('data: [DONE]')) {
    throw new Error(`not to its end: ${text.slice(-300)}`)
  }
  if (stream && text.includes('"error"')) throw new Error(`an error in it: ${text.slice(-300)}`)
  return String(headers['x-banyan-worker'])
}
