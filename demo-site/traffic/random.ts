import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Chance that is the same for the same seed. */
export interface Random {
  /** From 0 up to, and never, 1. */
  unit(): number;
  /** A whole number, both bounds included. */
  whole(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** One of a list, by its weights. */
  weighted<T>(list: readonly T[], weightOf: (item: T) => number): T;
  normal(mean: number, deviation: number): number;
  /** Durations and the like: half lie below `median`, a few far above. */
  skewed(median: number, spread: number): number;
  /** How often something happens that is expected `mean` times. */
  count(mean: number): number;
  /** So many decimal digits, for ids. */
  digits(length: number): string;
}

/** Above this mean a count is as good as normally distributed. */
const MANY = 30;

export function createRandom(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  const unit = () => uniformFloat64(generator);
  const whole = (from: number, to: number) => uniformInt(generator, from, to);
  const normal = (mean: number, deviation: number) =>
    mean + deviation * Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  return {
    unit,
    whole,
    normal,
    chance: (probability) => unit() < probability,
    pick: (list) => list[whole(0, list.length - 1)] as never,
    weighted(list, weightOf) {
      let left = unit() * list.reduce((sum, item) => sum + weightOf(item), 0);
      for (const item of list) {
        left -= weightOf(item);
        if (left < 0) return item;
      }
      return list.at(-1) as never;
    },
    skewed: (median, spread) => median * Math.exp(normal(0, spread)),
    count(mean) {
      if (mean > MANY) return Math.max(0, Math.round(normal(mean, Math.sqrt(mean))));
      // Knuth's: as many factors as stay above e^−mean.
      let times = 0;
      for (let left = unit(); left > Math.exp(-mean); left *= unit()) times += 1;
      return times;
    },
    digits: (length) =>
      Array.from({ length: Math.ceil(length / 8) }, () => String(whole(1e7, 99_999_999)))
        .join('')
        .slice(0, length),
  };
}
