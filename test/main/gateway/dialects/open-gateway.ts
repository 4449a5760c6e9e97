import type { Worker } from '#contract/model/worker'
import type { Cleanup } from '#main/base/cleanup'
import { silentLog } from '#main/base/log'
import { Admission } from '#main/gateway/admission'
import type { ChatRouter } from '#main/gateway/chat-router'
import { CrossOrigin } from '#main/gateway/cross-origin'
import { Door } from '#main/gateway/door'
import { Gateway } from '#main/gateway/gateway'
import { anthropicMessages } from '#main/gateway/routes/anthropic-messages'
import { completions } from '#main/gateway/routes/completions'
import { models } from '#main/gateway/routes/models'
import { ollama, ollamaChat } from '#main/gateway/routes/ollama'
import { responses } from '#main/gateway/routes/responses'
import { sessionChat } from '#main/gateway/routes/session-chat'
import { freeAdmission } from '../a-caller.ts'

/** A gateway on a free port that speaks every dialect, before a router of the test's own. */
export async function openGateway(
  cleanup: Cleanup,
  router: ChatRouter,
  workers: readonly Worker[] = [],
): Promise<string> {
  const door = { router, strategy: 'in-order' }
  const converse = () => Promise.reject(new Error('a conversation of ours was not asked for'))
  const gateway = new Gateway({
    crossOrigin: new CrossOrigin([]),
    door: new Door({
      host: '127.0.0.1',
      names: [],
      asksOwnersAlways: false,
      isListedOrigin: () => false,
      secretRefusal: () => null,
      isSigned: () => false,
      appKey: () => null,
    }),
    log: silentLog,
    routes: new Admission(freeAdmission).guard([
      ...models(() => workers),
      completions(door),
      responses(door),
      ...anthropicMessages(door),
      ...ollama(door, () => workers),
      sessionChat(
        converse,
        'in-order',
        ollamaChat(door, () => workers),
      ),
    ]),
  })
  const port = await gateway.listen('127.0.0.1', 0)
  cleanup.defer(() => gateway.close(0))
  return `http://127.0.0.1:${port}`
}
