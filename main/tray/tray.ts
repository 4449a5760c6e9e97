import { join } from 'node:path'
import { Menu, nativeImage, Tray } from 'electron'
import type { Language } from '#contract/model/language'
import { type Light, lights } from './fleet-light.ts'
import { hasBusName } from './session-bus.ts'
import { stateText, type TrayCommands, type TrayView, trayMenu } from './tray-menu.ts'
import { trayTexts } from './tray-text.ts'

export interface ShownTray extends TrayView {
  readonly light: Light
  readonly language: Language
}

/** Shows the root's state in the system's tray and takes commands there. Returns how to show another one. */
export function openTray(folder: string, commands: TrayCommands): (shown: ShownTray) => void {
  const icons = new Map(lights.map(light => [light, iconOf(folder, light)]))
  const tray = new Tray(icons.get('stopped') ?? nativeImage.createEmpty())
  let light: Light = 'stopped'
  tray.on('click', () => commands.open())
  return shown => {
    const text = trayTexts[shown.language]
    const menu = Menu.buildFromTemplate(trayMenu(shown, text, commands))
    const icon = icons.get(shown.light)
    if (icon && shown.light !== light) tray.setImage(icon)
    light = shown.light
    tray.setToolTip(`Banyan: ${stateText(shown, text)}`)
    tray.setContextMenu(menu)
    // Electron lets go of a tray that nothing holds; the tests drive it from here.
    Object.assign(globalThis, { banyanTray: { tray, menu, light } })
  }
}

/** macOS colours a template image itself, by its bar: there the shape alone tells the state. */
function iconOf(folder: string, light: Light): Electron.NativeImage {
  const isMac = process.platform === 'darwin'
  const icon = nativeImage.createFromPath(
    join(folder, `tray-${light}${isMac ? 'Template' : ''}.png`),
  )
  icon.setTemplateImage(isMac)
  return icon
}

/** On Linux a tray is a program that some desktops do not run; it is there when the bus knows its name. */
export async function hasTray(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const runtime = env['XDG_RUNTIME_DIR']
  const usual = runtime === undefined ? undefined : `unix:path=${runtime}/bus`
  return hasBusName(env['DBUS_SESSION_BUS_ADDRESS'] ?? usual, 'org.kde.StatusNotifierWatcher')
}
