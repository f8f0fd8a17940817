/** The steps of View > Zoom, in percent. The first and last are the limits of the contract. */
export const zoomSteps = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const

export type ZoomChange = 'in' | 'out' | 'actual'

/** The next step up or down, or the same percentage at either end. `actual` is 100 percent. */
export function nextZoom(percent: number, change: ZoomChange): number {
  if (change === 'actual') return 100
  if (change === 'in') return zoomSteps.find((step) => step > percent) ?? percent
  return zoomSteps.findLast((step) => step < percent) ?? percent
}
