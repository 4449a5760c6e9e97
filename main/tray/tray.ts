import { Menu, nativeImage, Tray } from 'electron'
import type { RootState } from '#contract/model/root-state'
import { stateText, type TrayCommands, trayMenu } from './tray-menu.ts'
import { trayText } from './tray-text.ts'

/** Shows the root's state in the system's tray and takes commands there. Returns how to follow the state. */
export function openTray(
  iconPath: string,
  language: string,
  commands: TrayCommands,
): (root: RootState) => void {
  const icon = nativeImage.createFromPath(iconPath)
  icon.setTemplateImage(process.platform === 'darwin')
  const tray = new Tray(icon)
  const text = trayText(language)
  tray.on('click', () => commands.open())
  return root => {
    const menu = Menu.buildFromTemplate(trayMenu(root, text, commands))
    tray.setToolTip(`Banyan: ${stateText(root, text)}`)
    tray.setContextMenu(menu)
    // Electron lets go of a tray that nothing holds; the tests drive it from here.
    Object.assign(globalThis, { banyanTray: { tray, menu } })
  }
}
