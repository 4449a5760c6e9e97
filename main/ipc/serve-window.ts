import { type BrowserWindow, ipcMain } from 'electron'
import type { z } from 'zod'
import { type Fault, FaultError } from '#contract/fault'
import { channels } from '#contract/ipc/bridge'
import type { Changes } from '#contract/ipc/changes'
import {
  type Reply,
  type RequestHandlers,
  type RequestName,
  requestInputs,
} from '#contract/ipc/requests'
import { actingAs } from '../base/actor.ts'
import type { Log } from '../base/log.ts'

interface WindowFeed {
  onChanges(listener: (changes: Changes) => void): () => void
}

/**
 * Answers the window's requests and sends it every change. Only the window's own page is heard, and
 * nothing that it says is used before the schema in contract has parsed it. Returns how to stop.
 */
export function serveWindow(
  window: BrowserWindow,
  pageOrigin: string,
  handlers: RequestHandlers,
  feed: WindowFeed,
  log: Log,
): () => void {
  ipcMain.handle(channels.request, async (event, name: unknown, input: unknown) => {
    const isOurPage =
      event.sender === window.webContents &&
      event.senderFrame !== null &&
      event.senderFrame.url.startsWith(`${pageOrigin}/`)
    if (!isOurPage || !isRequestName(name)) return failed({ code: 'internal' })
    return answer(name, input, handlers, log)
  })
  const stopListening = feed.onChanges(changes => {
    if (!window.isDestroyed()) window.webContents.send(channels.changes, changes)
  })
  return () => {
    ipcMain.removeHandler(channels.request)
    stopListening()
  }
}

async function answer(
  name: RequestName,
  input: unknown,
  handlers: RequestHandlers,
  log: Log,
): Promise<Reply<unknown>> {
  const parsed = (requestInputs[name] as z.ZodType).safeParse(input)
  if (!parsed.success) {
    return failed({ code: 'request.malformed', detail: parsed.error.issues[0]?.message ?? name })
  }
  try {
    // Sound: the schema that parsed the input is the one that this handler's input is made from.
    const handle = handlers[name] as (input: unknown) => Promise<unknown>
    return { ok: true, value: await actingAs('window', () => handle(parsed.data)) }
  } catch (error) {
    if (error instanceof FaultError) return failed(error.fault)
    log.error('window request failed inside', { request: name, cause: error })
    return failed({ code: 'internal' })
  }
}

function isRequestName(name: unknown): name is RequestName {
  return typeof name === 'string' && Object.hasOwn(requestInputs, name)
}

function failed(fault: Fault): Reply<never> {
  return { ok: false, fault }
}
