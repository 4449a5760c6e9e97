import type { Locator } from 'playwright-core'
import type { DeploymentAction } from '#contract/model/deployment'
import { enHosts } from '#renderer/i18n/en/hosts'
import { zhHansHosts } from '#renderer/i18n/zh-hans/hosts'
import { goTo } from '../e2e/started-app.ts'
import type { OpenedApp } from './electron-app.ts'

const languages = { en: enHosts, 'zh-Hans': zhHansHosts } as const
export type ClickedLanguage = keyof typeof languages

/** The hosts of the real app as a person uses them, in one language of the window. */
export class ClickedHosts {
  readonly #app: Pick<OpenedApp, 'window'>
  readonly #texts: (typeof languages)[ClickedLanguage]

  constructor(app: Pick<OpenedApp, 'window'>, language: ClickedLanguage) {
    this.#app = app
    this.#texts = languages[language]
  }

  row(name: string): Locator {
    return this.#app.window.getByRole('row').filter({ hasText: name })
  }

  panel(name: string): Locator {
    return this.#app.window.getByRole('complementary', { name, exact: true })
  }

  dialog(): Locator {
    return this.#app.window.getByRole('dialog').or(this.#app.window.getByRole('alertdialog'))
  }

  async select(name: string): Promise<Locator> {
    await goTo(this.#app.window, this.#texts.hosts.title)
    await this.row(name).click()
    await this.panel(name).waitFor()
    return this.panel(name)
  }

  /** Opens the dialog behind an entry of the menu of a host. */
  async choose(name: string, entry: string): Promise<Locator> {
    const { window } = this.#app
    await this.select(name)
    const more = this.#texts.hosts.more.replace('{{name}}', name)
    await window.getByRole('button', { name: more, exact: true }).click()
    await window.getByRole('menuitem', { name: entry, exact: true }).click()
    await this.dialog().waitFor()
    return this.dialog()
  }

  /** Through the plan, which is read first, to the screen of the deployment. */
  async run(name: string, action: DeploymentAction): Promise<void> {
    const { deploys, hosts } = this.#texts
    const dialog = await this.choose(name, hosts.act[action])
    await dialog.getByText(deploys.wouldChange, { exact: true }).waitFor()
    await dialog.getByRole('button', { name: deploys.run, exact: true }).click()
    await this.deployment(name, action).waitFor()
  }

  /** The head of the screen of a deployment. */
  deployment(name: string, action: DeploymentAction): Locator {
    const { deploys, hosts } = this.#texts
    const title = deploys.of.replace('{{action}}', hosts.act[action]).replace('{{hosts}}', name)
    return this.#app.window.getByRole('heading', { name: title, exact: true })
  }
}

/** As its owner chooses it in the settings. */
export async function speak({ window }: Pick<OpenedApp, 'window'>, language: ClickedLanguage) {
  await window.evaluate(name => localStorage.setItem('banyan.language', name), language)
  await window.reload()
  await window.getByRole('banner').waitFor()
}
