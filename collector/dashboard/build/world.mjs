import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoEqualEarth, geoPath } from 'd3-geo';
import countries from 'i18n-iso-countries';
import { feature } from 'topojson-client';

const WIDTH = 960;
const HEIGHT = 470;

/** The countries of the world as SVG paths by their ISO code: Natural Earth at 1:110 million, to half a pixel. */
export function drawWorld() {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-110m.json');
  const atlas = JSON.parse(readFileSync(file, 'utf8'));
  // Nobody visits from Antarctica, and it would take a fifth of the height.
  const shapes = feature(atlas, atlas.objects.countries).features.filter(({ id }) => id !== '010');
  const projection = geoEqualEarth().fitSize([WIDTH, HEIGHT], { type: 'FeatureCollection', features: shapes });
  const draw = geoPath(projection).digits(1);
  const paths = shapes.map((shape) => [countries.numericToAlpha2(shape.id ?? '') ?? '', draw(shape)]);
  return { width: WIDTH, height: HEIGHT, paths };
}
