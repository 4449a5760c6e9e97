import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { seriousFaults } from './axe.ts'
import { picture, startApp } from './started-app.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const png =
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mNwOz4bK2IYWhIAVe9qAa/hHQAAAAAASUVORK5CYII='

async function inMenuOf(window: Page, title: string, item: string): Promise<void> {
  await window.getByRole('button', { name: `Options for ${title}` }).click()
  await window.getByRole('menuitem', { name: item, exact: true }).click()
}

async function ask(window: Page, text: string): Promise<void> {
  await window.getByLabel('Message', { exact: true }).fill(text)
  await window.getByRole('button', { name: 'Send', exact: true }).click()
}

/** Answers the system's own dialog, which no test can reach. */
const saveTo = (app: ElectronApplication, path: string) =>
  app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, path)

test('a conversation: a file, another way on and back, a vote, export, delete and back, still there after a restart', async () => {
  const env = { LOCAL_WORKERS: '3' }
  const { app, page: window, dataDir, exited } = await startApp(cleanup, { env })
  await window.getByText('3 of 3 workers serving').first().waitFor()
  await window.getByRole('button', { name: 'Chat', exact: true }).click()
  expect(await seriousFaults(window)).toEqual([])

  await window.locator('input[type=file]').setInputFiles([
    { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('name,slots\nfra,8\n') },
    { name: 'tool.png', mimeType: 'image/png', buffer: Buffer.from([77, 90, 0, 1]) },
  ])
  await window.getByText('“tool.png” is neither an image').first().waitFor()
  await ask(window, 'My name is Ann.')
  await window
    .getByText(/^local-\d$/)
    .first()
    .waitFor()
  await window.getByText('$0.00', { exact: true }).waitFor()

  await window.getByRole('button', { name: 'Edit and send again' }).click()
  await window.getByLabel('Edited message').fill('My name is Bob.')
  await window.getByRole('article').getByText('My name is Ann.').waitFor({ state: 'detached' })
  await window.getByLabel('Edited message').press('Enter')
  await window.getByText('1 turn was set aside').first().waitFor()
  await window.getByRole('article', { name: 'You said' }).getByText('My name is Bob.').waitFor()
  await picture(window, 'chat-set-aside')
  await window.getByRole('button', { name: 'Undo' }).click()
  await window.getByRole('article', { name: 'You said' }).getByText('My name is Ann.').waitFor()
  expect(await window.getByRole('button', { name: 'Other versions' }).count()).toBe(1)

  await window.getByLabel('Answers').selectOption('3')
  await ask(window, 'What is my name?')
  await window.getByText(/[23] of [23] agree/).waitFor()
  await window.getByText('agrees').first().waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, 'chat-vote')

  await saveTo(app, join(dataDir, 'out.md'))
  await window.getByRole('button', { name: 'More about this conversation' }).click()
  await window.getByRole('menuitem', { name: 'Export as Markdown' }).click()
  await window.getByText('The conversation is saved').first().waitFor()
  const exported = readFileSync(join(dataDir, 'out.md'), 'utf8')
  expect(exported).toContain('## You said\n\n- list.csv\n\nMy name is Ann.')
  expect(exported).toContain('What is my name?')

  await window.getByRole('button', { name: /^My name is Ann\. \d/ }).press('F2')
  await window.getByLabel('Title of the conversation').fill('Who I am')
  await window.getByLabel('Title of the conversation').press('Enter')
  await window.getByText('It is called “Who I am” now').first().waitFor()
  await window.getByRole('button', { name: /^Who I am \d/ }).waitFor()
  await inMenuOf(window, 'Who I am', 'Pin to the top')
  await window.getByRole('heading', { name: 'Pinned' }).waitFor()
  await inMenuOf(window, 'Who I am', 'Delete')
  await window.getByText('“Who I am” is deleted').first().waitFor()
  await window.getByRole('button', { name: 'Undo' }).last().click()
  await window.getByRole('button', { name: /^Who I am \d/ }).click()
  await window.getByLabel('Message', { exact: true }).fill('half a sen')
  await window.reload()
  await window.getByRole('button', { name: 'Chat', exact: true }).click()
  await window.getByText('What is my name?').waitFor()
  const draft = window.getByLabel('Message', { exact: true })
  expect(await draft.inputValue()).toBe('half a sen')
  expect(await seriousFaults(window)).toEqual([])

  const refused = await window.evaluate(() =>
    (globalThis as unknown as WindowOfTheApp).banyan.request('link.open', { url: 'file:///tmp' }),
  )
  expect(refused).toMatchObject({ ok: false, fault: { code: 'request.forbidden' } })
  app.process().kill('SIGKILL')
  await exited

  const again = await startApp(cleanup, { env, dataDir })
  await again.page.getByRole('button', { name: 'Chat', exact: true }).click()
  await again.page.getByRole('heading', { name: 'Pinned' }).waitFor()
  await again.page.getByRole('button', { name: /^Who I am \d/ }).click()
  await again.page.getByText('list.csv').waitFor()
  await again.page.getByText(/[23] of [23] agree/).waitFor()
})

test('files that are dropped and pasted go along, and others are refused with the reason', async () => {
  const { page: window } = await startApp(cleanup)
  await window.getByRole('button', { name: 'Chat', exact: true }).click()
  await window.getByText('1 of 1 worker serving').first().waitFor()
  const drop = await window.evaluateHandle(base64 => {
    const bytes = Uint8Array.from(atob(base64), each => each.charCodeAt(0))
    const data = new DataTransfer()
    data.items.add(new File([bytes], 'rack.png', { type: 'image/png' }))
    data.items.add(new File([new Uint8Array(4_000_001)], 'huge.png', { type: 'image/png' }))
    data.items.add(new File([], 'nothing.txt', { type: 'text/plain' }))
    return data
  }, png)
  await window.getByRole('log').dispatchEvent('dragover', { dataTransfer: drop })
  await window.getByText('Drop images or text files here').waitFor()
  await window.getByRole('log').dispatchEvent('drop', { dataTransfer: drop })
  await window.getByText('Drop images or text files here').waitFor({ state: 'detached' })
  await window.getByText('“huge.png” is too large: 4 MB for an image').first().waitFor()
  await window.getByText('“nothing.txt” is empty.').first().waitFor()
  const message = window.getByLabel('Message', { exact: true })
  await message.evaluate(box => {
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File(['a,b'], 'pasted.csv', { type: 'text/csv' }))
    box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  })
  await window.getByRole('list', { name: 'Attached files' }).getByText('pasted.csv').waitFor()
  await seenPicture(window, '.composer-files img')
  await picture(window, 'chat-dropped')
  await message.press('Enter')
  const asked = window.getByRole('article', { name: 'You said' })
  await asked.getByRole('img', { name: 'rack.png' }).waitFor()
  await seenPicture(window, '.asked img')
  await asked.getByText('pasted.csv').waitFor()
  await window.getByRole('button', { name: 'Copy answer' }).waitFor()
})

/** A picture is there at once, and seen once it was decoded. */
const seenPicture = (window: Page, selector: string) =>
  window
    .locator(selector)
    .evaluate(img => (img instanceof HTMLImageElement ? img.decode() : Promise.reject(img)))

interface WindowOfTheApp {
  readonly banyan: { request(name: string, input: unknown): Promise<unknown> }
}

test('停止、重试，都说中文', async () => {
  const { page: window } = await startApp(cleanup, { language: 'zh-Hans' })
  await window.getByText('正常', { exact: true }).first().waitFor()
  await window.getByRole('button', { name: '对话', exact: true }).click()
  const message = window.getByLabel('消息', { exact: true })
  await message.fill('count to 500')
  await message.press('Enter')
  await window.getByText(/1 2 3 4 5|1, 2, 3, 4, 5/).waitFor()
  await message.press('Escape')
  await window.getByText('已停止，这一轮不计入对话。').waitFor()
  await message.press('ArrowUp')
  expect(await message.inputValue()).toBe('count to 500')
  await window.getByRole('button', { name: '换工作节点重试' }).click()
  await window.getByRole('menuitem', { name: 'local-1' }).click()
  await window.getByText(/1 2 3 4 5|1, 2, 3, 4, 5/).waitFor()
  await window.getByRole('button', { name: '停止回答' }).click()
  await window.getByText('已停止，这一轮不计入对话。').waitFor()
  expect(await seriousFaults(window)).toEqual([])
  await picture(window, 'chat-zh')
})
