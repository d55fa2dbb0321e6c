import {t} from "./words.js";

const FRESH = 120;

/** Colours by state: moving, standing, no word for two minutes. */
const COLOURS = {moving: "#1b7f3b", standing: "#0b5cad", silent: "#7b8794"};

/** Our own ground: paper and graticule. No map of a country is shipped, and no tile is fetched from anywhere. */
function ground(ol) {
  return new ol.layer.Graticule({
    strokeStyle: new ol.style.Stroke({color: "rgba(40, 80, 130, 0.22)", width: 1}),
    showLabels: true,
    wrapX: false,
  });
}

function styles(ol) {
  return Object.fromEntries(
    Object.entries(COLOURS).map(([name, colour]) => [
      name,
      new ol.style.Style({
        image: new ol.style.Circle({radius: 5, fill: new ol.style.Fill({color: colour}), stroke: new ol.style.Stroke({color: "#fff", width: 1})}),
      }),
    ]),
  );
}

const state = (places, at, now) =>
  now - places.second[at] > FRESH ? "silent" : (places.speed[at] ?? 0) > 1 ? "moving" : "standing";

/** A map with points that move: `chosen` hears of clicks, `moved` of another part of the world. */
export function moving(ol, place, {centre, chosen, moved}) {
  const source = new ol.source.Vector({wrapX: false});
  const style = styles(ol);
  const [x, y, zoom] = (centre ?? "").split(",").map(Number);
  const known = centre && [x, y, zoom].every(Number.isFinite);
  const view = new ol.View({center: ol.proj.fromLonLat(known ? [x, y] : [120.6, 31.3]), zoom: known ? zoom : 9, minZoom: 4, maxZoom: 19});
  const map = new ol.Map({
    target: place,
    view,
    layers: [ground(ol), new ol.layer.Vector({source, style: (feature) => style[feature.get("state")]})],
    controls: ol.control.defaults.defaults({attribution: false, rotate: false, zoomOptions: {zoomInTipLabel: t("map.in"), zoomOutTipLabel: t("map.out")}}).extend([new ol.control.ScaleLine()]),
  });
  let fitted = known;
  const fit = () => view.fit(source.getExtent(), {padding: [40, 40, 40, 40], maxZoom: 14});
  map.on("click", (event) => {
    const feature = map.forEachFeatureAtPixel(event.pixel, (one) => (one.get("state") ? one : undefined), {hitTolerance: 6});
    if (feature) {
      chosen(feature.get("vehicle"));
    }
  });
  map.on("moveend", () => {
    if (fitted) {
      const [lon, lat] = ol.proj.toLonLat(view.getCenter());
      moved(`${lon.toFixed(4)},${lat.toFixed(4)},${view.getZoom().toFixed(1)}`);
    }
  });
  return {
    box: () => (fitted ? ol.proj.transformExtent(view.calculateExtent(map.getSize()), "EPSG:3857", "EPSG:4326") : null),
    go: (lon, lat) => view.animate({center: ol.proj.fromLonLat([lon, lat]), zoom: Math.max(view.getZoom(), 13), duration: 300}),
    show(places) {
      const features = places.lon.map((lon, at) => {
        const feature = new ol.Feature(new ol.geom.Point(ol.proj.fromLonLat([lon, places.lat[at]])));
        feature.set("state", state(places, at, places.now), true);
        feature.set("vehicle", places.vehicle[at], true);
        return feature;
      });
      source.clear(true);
      source.addFeatures(features);
      if (!fitted && features.length > 0) {
        fitted = true;
        fit();
      }
    },
    /** All points in view, drawn now. */
    whole() {
      fit();
      map.renderSync();
    },
    end: () => map.setTarget(null),
  };
}
