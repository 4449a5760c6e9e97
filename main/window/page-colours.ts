/** The page's own, so that nothing flashes before it is drawn. */
export const pageColours = { light: '#f6f7f5', dark: '#101412' } as const
