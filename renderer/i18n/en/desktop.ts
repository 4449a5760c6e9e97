export const enDesktop = {
  desktop: {
    closing: {
      label: 'When the window is closed',
      hint: 'In the background the root node goes on serving your apps.',
      background: 'Keep running in the background',
      quit: 'Quit Banyan',
      ask: 'Ask me',
    },
    noTray: {
      title: 'This desktop has no tray',
      text: 'No icon shows that Banyan runs in the background. To see the window again, start Banyan once more.',
    },
    login: {
      label: 'Start at login',
      hint: 'In the background, without a window.',
      impossible: 'Only for an installed Banyan.',
    },
    updates: {
      label: 'Look for updates',
      hint: 'Once a day. Nothing is fetched or installed by itself.',
      now: 'Check now',
      off: 'Updates are off: releases are not signed yet, so a new one could not be told from a forged one.',
      unknown: 'Not looked yet.',
      looking: 'Looking for a newer version.',
      newest: 'This is the newest version. Looked on {{time}}.',
      newer: 'Version {{version}} is out. Looked on {{time}}.',
      failed: 'Could not look on {{time}}: {{detail}}',
    },
    ask: {
      title: 'Keep Banyan running?',
      text: 'This desktop has no tray. In the background the root node goes on serving your apps; to see the window again, start Banyan once more.',
      remembered:
        'Your choice holds from now on. Change it in the settings, under “When the window is closed”.',
      background: 'Keep running',
      quit: 'Quit',
    },
  },
}
