import { createServer } from 'node:http'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { startApp } from './started-app.ts'

const cleanup = new Cleanup()
let app: ElectronApplication
let page: Page
beforeEach(async () => {
  const started = await startApp(cleanup)
  app = started.app
  page = started.page
  await page.getByText('Root running').first().waitFor()
})
afterEach(() => cleanup.run())

/** Of `window.banyan`, as an attacker in the page sees it. */
interface Reach {
  readonly banyan: { request(...args: unknown[]): Promise<unknown> }
}

const windows = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)

/** A stranger's server that remembers whether anybody came. */
async function stranger(): Promise<{ readonly url: string; readonly visits: string[] }> {
  const visits: string[] = []
  const server = createServer((request, response) => {
    visits.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*')
    response.end('<script>parent.postMessage("ran", "*")</script>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  cleanup.defer(() => void server.closeAllConnections())
  cleanup.defer(() => void server.close())
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, visits }
}

test('the policy of the page refuses scripts, pictures, requests, frames and forms of others', async () => {
  const { url, visits } = await stranger()
  const outcome = await page.evaluate(async origin => {
    const broken: string[] = []
    document.addEventListener('securitypolicyviolation', event =>
      broken.push(event.effectiveDirective),
    )
    const add = <K extends keyof HTMLElementTagNameMap>(
      name: K,
      more: Partial<HTMLElementTagNameMap[K]>,
    ) => {
      const element = Object.assign(document.createElement(name), more)
      document.body.append(element)
      return element
    }
    /** Resolves whichever way it went. */
    const loaded = (element: HTMLElement) =>
      new Promise<string>(resolve => {
        element.addEventListener('load', () => resolve('loaded'))
        element.addEventListener('error', () => resolve('refused'))
      })
    const tried = (work: () => unknown) => {
      try {
        return String(work())
      } catch (error) {
        return error instanceof Error ? error.name : 'thrown'
      }
    }
    add('script', { textContent: 'document.title = "inline"' })
    add('div', { innerHTML: '<img src="x:y" onerror="document.title = \'handler\'">' })
    const [remote, image, connection] = await Promise.all([
      loaded(add('script', { src: `${origin}/script.js` })),
      loaded(add('img', { src: `${origin}/image.png` })),
      fetch(`${origin}/fetch`).then(
        () => 'loaded',
        (error: Error) => error.name,
      ),
    ])
    // biome-ignore lint/security/noGlobalEval: that it is refused is the point
    const evaluated = tried(() => eval('1 + 1'))
    const made = tried(() => new Function('return 1')())
    const socket = tried(() => new WebSocket(`${origin.replace('http', 'ws')}/socket`).url)
    const worker = tried(() => new Worker(URL.createObjectURL(new Blob(['1']))))
    const beacon = tried(() => navigator.sendBeacon(`${origin}/beacon`, 'a'))
    add('style', { textContent: 'body { display: none }' })
    add('iframe', { src: `${origin}/frame` })
    add('object', { data: `${origin}/object` })
    const form = add('form', { action: `${origin}/form`, method: 'post' })
    form.submit()
    await new Promise(resolve => setTimeout(resolve, 500))
    return {
      ...{ remote, image, connection, evaluated, made, socket, worker, beacon },
      title: document.title,
      isShown: getComputedStyle(document.body).display !== 'none',
      broken: [...new Set(broken)].sort(),
    }
  }, url)
  expect(outcome.broken).toEqual(
    expect.arrayContaining([
      ...['connect-src', 'form-action', 'frame-src', 'img-src', 'object-src'],
      ...['script-src-attr', 'script-src-elem', 'style-src-elem'],
    ]),
  )
  expect(outcome).toMatchObject({
    ...{ remote: 'refused', image: 'refused', connection: 'TypeError' },
    ...{ evaluated: 'EvalError', made: 'EvalError', title: 'Banyan', isShown: true },
  })
  expect(visits).toEqual([])
})

test('what is no request, or carries what it must not, is refused and hurts nobody', async () => {
  const answers = await page.evaluate(async () => {
    const { banyan } = window as unknown as Reach
    const ask = async (...args: unknown[]) => {
      try {
        const reply = (await banyan.request(...args)) as { ok: boolean; fault?: { code: string } }
        return reply.ok ? 'done' : reply.fault?.code
      } catch (error) {
        return error instanceof Error ? 'threw' : 'odd'
      }
    }
    const circle: Record<string, unknown> = {}
    circle['itself'] = circle
    return {
      unknown: await ask('shell.run', { command: 'id' }),
      constructor: await ask('constructor', null),
      prototype: await ask('__proto__', null),
      method: await ask('toString', null),
      noName: await ask(undefined, null),
      nameIsObject: await ask({ toString: () => 'snapshot' }, null),
      nothing: await ask('chat.stop'),
      wrongType: await ask('worker.remove', { workerId: 7 }),
      tooLong: await ask('clipboard.write', { text: 'a'.repeat(1_000_001) }),
      port: await ask('root.start', { port: 70_000 }),
      extra: await ask('desktop.save', { closing: 'quit', command: 'rm' }),
      polluted: await ask('desktop.save', JSON.parse('{"__proto__": {"closing": "quit"}}')),
      operation: await ask('api.call', {
        ...{ callId: 'a', operation: '__proto__', path: {}, query: {}, body: null },
      }),
      way: await ask('api.call', {
        ...{ callId: 'a', operation: 'getHost', path: { id: '../../backups' }, query: {} },
        body: null,
      }),
      circle: await ask('setting.save', circle),
      function: await ask('setting.save', () => 1),
      still: await ask('snapshot', null),
    }
  })
  const malformed = 'request.malformed'
  expect(answers).toEqual({
    ...{ unknown: 'internal', constructor: 'internal', prototype: 'internal', method: 'internal' },
    ...{ noName: 'internal', nameIsObject: expect.stringMatching(/threw|internal/) },
    ...{ nothing: malformed, wrongType: malformed, tooLong: malformed, port: malformed },
    ...{ extra: malformed, polluted: expect.stringMatching(/done|malformed/) },
    ...{ operation: malformed, way: expect.stringMatching(/malformed|unknown/) },
    ...{ circle: malformed, function: expect.stringMatching(/threw|malformed/), still: 'done' },
  })
  const closing = await page.evaluate(async () => {
    const { banyan } = window as unknown as Reach
    const view = (await banyan.request('desktop.read', null)) as { value: { closing: unknown } }
    return view.value.closing
  })
  expect(closing).toBeNull()
})

test('a foreign page is not heard, even with the bridge in its hands', async () => {
  const answer = await app.evaluate(
    async ({ BrowserWindow }, preload) => {
      const other = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true, contextIsolation: true },
      })
      await other.loadURL('data:text/html,<title>foreign</title>')
      const reply: unknown = await other.webContents.executeJavaScript(
        `banyan.request('snapshot', null)`,
      )
      other.destroy()
      return reply
    },
    `${await app.evaluate(({ app: inside }) => inside.getAppPath())}/dist/preload.cjs`,
  )
  expect(answer).toEqual({ ok: false, fault: { code: 'internal' } })
})

test('the window goes nowhere and opens nothing', async () => {
  const { url, visits } = await stranger()
  const opened = await page.evaluate(origin => {
    const link = Object.assign(document.createElement('a'), { href: `${origin}/link` })
    document.body.append(link)
    link.click()
    const blank = Object.assign(document.createElement('a'), {
      ...{ href: `${origin}/blank`, target: '_blank' },
    })
    document.body.append(blank)
    blank.click()
    const made = window.open(`${origin}/open`)
    const own = window.open('banyan://app/')
    location.href = `${origin}/location`
    location.assign('file:///etc/passwd')
    return [made, own]
  }, url)
  // A file that is dropped on a page makes Chromium go there.
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    contents?.debugger.attach()
    const data = { items: [], files: ['/etc/passwd'], dragOperationsMask: 1 }
    const drag = async () => {
      for (const type of ['dragEnter', 'dragOver', 'drop']) {
        await contents?.debugger.sendCommand('Input.dispatchDragEvent', {
          type,
          x: 400,
          y: 300,
          data,
        })
      }
    }
    return drag().finally(() => contents?.debugger.detach())
  })
  // Not by Playwright, which waits for the end of what never began.
  const seen = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const text = await contents?.executeJavaScript('document.body.innerText')
    return { url: contents?.getURL(), isOurs: String(text).includes('Root running') }
  })
  expect([opened, seen, await windows(), visits]).toEqual([
    [null, null],
    { url: 'banyan://app/', isOurs: true },
    1,
    [],
  ])
})

test('no webview, no permission, no Node, no way into files', async () => {
  const facts = await page.evaluate(async () => {
    const asked = async (work: () => Promise<unknown>) => {
      try {
        return String(await work())
      } catch (error) {
        return error instanceof Error ? error.name : 'refused'
      }
    }
    const webview = document.createElement('webview')
    document.body.append(webview)
    const state = async (name: string) =>
      (await navigator.permissions.query({ name: name as PermissionName })).state
    return {
      webview: 'getURL' in webview,
      camera: await asked(() => navigator.mediaDevices.getUserMedia({ video: true })),
      screen: await asked(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
      notifications: await asked(() => Notification.requestPermission()),
      place: await asked(
        () =>
          new Promise((resolve, reject) =>
            navigator.geolocation.getCurrentPosition(resolve, ({ code }) =>
              reject(new DOMException('', code === 1 ? 'NotAllowedError' : 'Other')),
            ),
          ),
      ),
      clipboard: await asked(() => navigator.clipboard.readText()),
      states: await Promise.all(['camera', 'microphone', 'geolocation'].map(state)),
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter(name => name in window),
      file: await asked(() => fetch('file:///etc/passwd')),
    }
  })
  expect(facts).toMatchObject({
    ...{ webview: false, notifications: 'denied' },
    ...{ place: 'NotAllowedError', clipboard: 'NotAllowedError', node: [], file: 'TypeError' },
    states: ['denied', 'denied', 'denied'],
  })
  // Where there is none, that is said before anybody is asked.
  expect(facts.camera).toMatch(/^Not(Allowed|Found)Error$/)
  expect(facts.screen).toMatch(/Error$/)
})

test('outside of its folder the scheme of the page serves nothing', async () => {
  const statuses = await app.evaluate(async ({ net }) => {
    const read = async (url: string) => (await net.fetch(url, { method: 'GET' })).status
    return Promise.all(
      [
        'banyan://app/',
        'banyan://app/../main.mjs',
        'banyan://app/..%2fmain.mjs',
        'banyan://app/%2e%2e/main.mjs',
        'banyan://app//etc/passwd',
        'banyan://app/assets/none.js',
        'banyan://topology/index.html',
        'banyan://app/index.html%00.png',
      ].map(read),
    )
  })
  expect(statuses).toEqual([200, 404, 404, 404, 404, 404, 404, 404])
})
