export const enLogs = {
  logs: { title: 'Logs' },
}
