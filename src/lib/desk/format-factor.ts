/** `1,12` */
export const formatFactor = (factor: number): string => String(Math.round(factor * 100) / 100).replace('.', ',');
