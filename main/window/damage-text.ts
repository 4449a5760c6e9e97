export interface DamageText {
  readonly title: string
  detail(aside: string): string
  restore(backup: string): string
  readonly startEmpty: string
  readonly quit: string
}

const english: DamageText = {
  title: 'The database is damaged',
  detail: aside => `It was put aside, as it is, as ${aside}. Nothing was deleted.`,
  restore: backup => `Restore ${backup}`,
  startEmpty: 'Begin empty',
  quit: 'Quit',
}

const simplified: DamageText = {
  title: '数据库已损坏',
  detail: aside => `它已原样移到 ${aside}，没有删除任何东西。`,
  restore: backup => `恢复 ${backup}`,
  startEmpty: '从空白开始',
  quit: '退出',
}

const traditional: DamageText = {
  title: '資料庫已損壞',
  detail: aside => `它已原樣移到 ${aside}，沒有刪除任何東西。`,
  restore: backup => `還原 ${backup}`,
  startEmpty: '從空白開始',
  quit: '結束',
}

/** By the system's first language, as BCP 47. */
export function damageText(language: string): DamageText {
  if (!/^zh\b/i.test(language)) return english
  return /hant|tw|hk|mo/i.test(language) ? traditional : simplified
}
