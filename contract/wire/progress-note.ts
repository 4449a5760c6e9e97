/**
 * With this header the root asks its workers to show that a whole answer is under way: by spaces
 * before it, which whoever reads JSON passes over.
 */
export const progressHeader = 'x-banyan-progress'
export const progressAsSpaces = 'spaces'
