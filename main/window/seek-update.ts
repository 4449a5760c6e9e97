import { AppImageUpdater, type AppUpdater, MacUpdater, NsisUpdater } from 'electron-updater'

/** Reads what the feed says, and nothing more: what it names is not fetched, and nothing is installed. */
export async function seekUpdate(feed: URL): Promise<string | null> {
  const updater = updaterFor({ provider: 'generic', url: feed.href })
  updater.logger = null
  updater.autoDownload = false
  updater.autoInstallOnAppQuit = false
  // Whoever did not come as an AppImage wants to know as well.
  updater.forceDevUpdateConfig = true
  // What fails is thrown; without a listener the event would end the process.
  updater.on('error', () => {})
  const found = await updater.checkForUpdates()
  return found?.isUpdateAvailable ? found.updateInfo.version : null
}

function updaterFor(place: { readonly provider: 'generic'; readonly url: string }): AppUpdater {
  if (process.platform === 'darwin') return new MacUpdater(place)
  return process.platform === 'win32' ? new NsisUpdater(place) : new AppImageUpdater(place)
}
