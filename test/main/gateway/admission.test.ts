import { expect, onTestFinished, test } from 'vitest'
import type { Fault } from '#contract/fault'
import { looksLikeOurKey } from '#main/apps/app-key'
import { AppRegistry } from '#main/apps/app-registry'
import { silentLog } from '#main/base/log'
import { Secret } from '#main/base/secret'
import { Admission } from '#main/gateway/admission'
import { CrossOrigin } from '#main/gateway/cross-origin'
import { Door } from '#main/gateway/door'
import { Gateway } from '#main/gateway/gateway'
import { SecretGuard } from '#main/gateway/secret-guard'
import { appShelf } from '#main/store/app-shelf'
import { tempDatabase } from '../store/temp-database.ts'

const secret = 'a secret of the root'

/** A gateway that takes itself for one beyond loopback, with one route for apps and one for the owner. */
async function openGateway() {
  const registry = new AppRegistry(appShelf(await tempDatabase()))
  const refusals: Fault[] = []
  const admission = new Admission({
    isKey: looksLikeOurKey,
    identify: key => registry.identify(key),
    take: (_app, tell) => tell({ 'x-counted': 'yes' }),
    refused: (_caller, _id, fault) => void refusals.push(fault),
  })
  const guard = new SecretGuard(new Secret(secret))
  const gateway = new Gateway({
    log: silentLog,
    crossOrigin: new CrossOrigin([]),
    door: new Door({
      host: '0.0.0.0',
      names: [],
      asksOwnersAlways: false,
      isListedOrigin: () => false,
      secretRefusal: request => guard.refusal(request),
      isSigned: () => false,
      appKey: request => admission.appKey(request),
    }),
    routes: admission.guard([
      {
        method: 'POST',
        path: '/app',
        access: 'app',
        async handle(call) {
          await call.body()
          call.answer(200, { app: call.caller.app.name })
        },
      },
      {
        method: 'GET',
        path: '/app',
        access: 'app',
        handle: call => call.answer(200, { app: call.caller.app.name }),
      },
      { method: 'GET', path: '/owner', access: 'owner', handle: call => call.answer(200, {}) },
    ]),
  })
  const port = await gateway.listen('127.0.0.1', 0)
  onTestFinished(() => gateway.close(0))
  const ask = async (path: string, headers: Record<string, string>, body?: string) => {
    const method = body === undefined ? 'GET' : 'POST'
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers,
      body: body ?? null,
    })
    const json = await response.json()
    return [
      response.status,
      json.app ?? json.error?.code ?? null,
      response.headers.get('x-counted'),
    ]
  }
  return { registry, refusals, ask }
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })
const json = { 'content-type': 'application/json' }

test('beyond loopback a key opens what is for apps, the root secret opens all, and nothing else opens', async () => {
  const { registry, ask } = await openGateway()
  const { key } = await registry.add('Cherry', {})
  const text = key.reveal()
  expect([
    await ask('/app', bearer(text)),
    await ask('/app', { 'x-api-key': text }),
    await ask('/app', { ...bearer('sk-none'), 'x-api-key': text }),
    await ask('/owner', bearer(text)),
    await ask('/app', bearer(secret)),
    await ask('/owner', bearer(secret)),
    await ask('/owner', { 'x-api-key': secret }),
    await ask('/app', bearer('bnyn_none')),
    await ask('/app', bearer('sk-none')),
    await ask('/app', {}),
  ]).toEqual([
    [200, 'Cherry', null],
    [200, 'Cherry', null],
    [200, 'Cherry', null],
    [401, 'secret_required', null],
    [200, 'Default', null],
    [200, null, null],
    [200, null, null],
    [401, 'invalid_api_key', null],
    [401, 'secret_required', null],
    [401, 'secret_required', null],
  ])
})

test('counts what makes a model work, and hears of what never got there', async () => {
  const { refusals, ask } = await openGateway()
  const headers = { ...bearer(secret), ...json }
  const answers = [
    await ask('/app', headers, '{}'),
    await ask('/app', bearer(secret)),
    await ask('/app', { ...headers, 'content-type': 'text/plain' }, '{}'),
  ]
  expect({ answers, refusals }).toEqual({
    answers: [
      [200, 'Default', 'yes'],
      [200, 'Default', null],
      [415, 'unsupported_media_type', 'yes'],
    ],
    refusals: [{ code: 'request.wrong-type', expected: 'application/json' }],
  })
})
