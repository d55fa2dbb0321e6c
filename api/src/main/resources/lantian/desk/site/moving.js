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

/** Colours of fences by kind. */
const FENCES = {LOW_EMISSION: "#a83e12", PORT: "#0b5cad", DISTRICT: "#56626f", SITE: "#6a3d9a", OTHER: "#8a6d00"};

/** A fence with its name; the one that the map is narrowed to stands out. */
function fenced(ol, feature) {
  const colour = FENCES[feature.get("kind")] ?? FENCES.OTHER;
  const chosen = feature.get("chosen");
  return new ol.style.Style({
    stroke: new ol.style.Stroke({color: colour, width: chosen ? 3 : 1.5, lineDash: chosen ? undefined : [6, 4]}),
    fill: new ol.style.Fill({color: `${colour}${chosen ? "2b" : "14"}`}),
    text: new ol.style.Text({
      text: feature.get("name"), font: "600 12px sans-serif", overflow: true,
      fill: new ol.style.Fill({color: colour}), stroke: new ol.style.Stroke({color: "#fff", width: 3}),
    }),
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

const stateOf = (row, now) => (now - row.second > FRESH ? "silent" : (row.speed ?? 0) > 1 ? "moving" : "standing");

/** Columns as rows, by key. */
export function rowsOf({key, vehicle, lon, lat, speed, second}) {
  return lon.map((_, at) => ({key: key?.[at] ?? at, vehicle: vehicle?.[at], lon: lon[at], lat: lat[at], speed: speed[at], second: second[at]}));
}

/** A map with points that move: `chosen` hears of clicks, `moved` of another part of the world. */
export function moving(ol, place, {centre, chosen, moved}) {
  const source = new ol.source.Vector({wrapX: false});
  const style = styles(ol);
  const fences = new ol.source.Vector({wrapX: false});
  const features = new Map();
  const [x, y, zoom] = (centre ?? "").split(",").map(Number);
  const known = centre && [x, y, zoom].every(Number.isFinite);
  const view = new ol.View({center: ol.proj.fromLonLat(known ? [x, y] : [120.6, 31.3]), zoom: known ? zoom : 9, minZoom: 4, maxZoom: 19});
  const map = new ol.Map({
    target: place,
    view,
    layers: [ground(ol), new ol.layer.Vector({source: fences, style: (feature) => fenced(ol, feature)}), new ol.layer.Vector({source, style: (feature) => style[feature.get("state")]})],
    controls: ol.control.defaults.defaults({attribution: false, rotate: false, zoomOptions: {zoomInTipLabel: t("map.in"), zoomOutTipLabel: t("map.out")}}).extend([new ol.control.ScaleLine()]),
  });
  let fitted = known;
  const fit = () => view.fit(source.getExtent(), {padding: [40, 40, 40, 40], maxZoom: 14});
  map.on("click", (event) => {
    const feature = map.forEachFeatureAtPixel(event.pixel, (one) => (one.get("state") ? one : undefined), {hitTolerance: 6});
    if (feature) {
      chosen(feature.get("row").vehicle);
    }
  });
  map.on("moveend", () => {
    if (fitted) {
      const [lon, lat] = ol.proj.toLonLat(view.getCenter());
      moved(`${lon.toFixed(4)},${lat.toFixed(4)},${view.getZoom().toFixed(1)}`);
    }
  });
  const made = (row, now) => {
    const feature = new ol.Feature(new ol.geom.Point(ol.proj.fromLonLat([row.lon, row.lat])));
    feature.set("state", stateOf(row, now), true);
    feature.set("row", row, true);
    features.set(row.key, feature);
    return feature;
  };
  return {
    box: () => (fitted ? ol.proj.transformExtent(view.calculateExtent(map.getSize()), "EPSG:3857", "EPSG:4326") : null),
    go: (lon, lat) => view.animate({center: ol.proj.fromLonLat([lon, lat]), zoom: Math.max(view.getZoom(), 13), duration: 300}),
    /** All there is. */
    show(places) {
      features.clear();
      source.clear(true);
      source.addFeatures(rowsOf(places).map((row) => made(row, places.now)));
      if (!fitted && features.size > 0) {
        fitted = true;
        fit();
      }
    },
    /** What is new; everything else may have become silent. */
    change({now, appeared, moved: other, left}) {
      for (const key of left) {
        source.removeFeature(features.get(key));
        features.delete(key);
      }
      for (const row of rowsOf(other)) {
        const feature = features.get(row.key);
        feature.set("row", {...feature.get("row"), ...row, vehicle: feature.get("row").vehicle}, true);
        feature.getGeometry().setCoordinates(ol.proj.fromLonLat([row.lon, row.lat]));
      }
      source.addFeatures(rowsOf(appeared).map((row) => made(row, now)));
      for (const feature of features.values()) {
        feature.set("state", stateOf(feature.get("row"), now), true);
      }
      source.changed();
    },
    /** The fences, and the id of the one that stands out. */
    fences(rows, chosen) {
      const format = new ol.format.GeoJSON({dataProjection: "EPSG:4326", featureProjection: "EPSG:3857"});
      fences.clear(true);
      fences.addFeatures(rows.map((fence) => {
        const feature = new ol.Feature(format.readGeometry(fence.geometry));
        feature.setProperties({name: fence.name, kind: fence.kind, chosen: fence.id === chosen, fence: fence.id}, true);
        return feature;
      }));
    },
    /** Brings a fence into view. */
    toFence(id) {
      const feature = fences.getFeatures().find((one) => one.get("fence") === id);
      if (feature) {
        fitted = true;
        view.fit(feature.getGeometry().getExtent(), {padding: [40, 40, 40, 40], maxZoom: 15});
      }
    },
    /** What is on the map, as it was told last. */
    rows: () => Array.from(features.values(), (feature) => feature.get("row")),
    /** All points in view, drawn now. */
    whole() {
      fit();
      map.renderSync();
    },
    end: () => map.setTarget(null),
  };
}
