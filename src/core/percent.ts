/** A share as a percentage: one digit behind the point, below 1 % two digits that count. */
export function percent(share: number): string {
  const hundredths = share * 100;
  if (hundredths === 0) return '0 %';
  const digits = Math.abs(hundredths) >= 1 ? 1 : 1 - Math.floor(Math.log10(Math.abs(hundredths)));
  return `${Number(hundredths.toFixed(Math.min(digits, 6)))} %`;
}
