/** `numerator / denominator`, rounded half away from zero to so many decimals; null when there is nothing to divide by. */
export function ratio(numerator: number | bigint, denominator: number | bigint, decimals: number): number | null {
  if (Number(denominator) === 0) return null;
  const scaled = divideRounding(BigInt(numerator) * 10n ** BigInt(decimals), BigInt(denominator));
  return Number(`${scaled}e-${decimals}`);
}

/** Integer division, rounded half away from zero. The divisor is positive. */
export function divideRounding(dividend: bigint, divisor: bigint): bigint {
  const size = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * size + divisor) / (2n * divisor);
  return dividend < 0n ? -rounded : rounded;
}
