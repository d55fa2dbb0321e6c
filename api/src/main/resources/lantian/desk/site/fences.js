import {html, nothing} from "lit";
import {askFor} from "./ask.js";
import {beijing} from "./figures.js";
import {ask, get} from "./talk.js";
import {choices, t, word} from "./words.js";

export const allFences = (signal) => get("/v1/fences", {}, signal);

const today = () => beijing(Date.now()).slice(0, 10);

/** A file as people have it, with what its features do not say themselves. */
async function completed(file, {name, kind, from, until}) {
  let content;
  try {
    content = JSON.parse(await file.text());
  } catch (error) {
    throw new Error(t("fence.noJson", error.message));
  }
  const features = content.type === "Feature" ? [content] : content.type === "FeatureCollection" ? content.features : [{type: "Feature", geometry: content}];
  const given = Object.fromEntries(Object.entries({kind, from, until}).filter(([, value]) => value));
  return {
    type: "FeatureCollection",
    features: (Array.isArray(features) ? features : []).map((feature, at) => ({
      type: "Feature",
      geometry: feature?.geometry ?? null,
      properties: {...given, name: name && features.length > 1 ? `${name} ${at + 1}` : name, ...known(feature?.properties)},
    })),
  };
}

/** Of a feature's own properties those that a fence has. */
const known = (properties) => Object.fromEntries(["name", "kind", "from", "until"].filter((key) => properties?.[key]).map((key) => [key, properties[key]]));

/** Takes a file of fences; true if some were made. */
export async function importFences(file) {
  const given = await askFor({
    title: t("fence.import"),
    note: t("fence.importNote"),
    fields: [
      {name: "name", label: t("fence.name"), max: 40, required: false, value: file.name.replace(/[.][^.]*$/, "").slice(0, 40)},
      {name: "kind", label: t("fence.kind"), choices: choices("fenceKind")},
      {name: "from", label: t("fence.from"), type: "date", value: today()},
      {name: "until", label: t("fence.until"), type: "date", required: false},
    ],
  });
  if (!given) {
    return false;
  }
  await ask("POST", "/v1/fences", {file: JSON.stringify(await completed(file, given)), type: "application/geo+json"});
  return true;
}

/** Ends one today; true if that was done. */
export async function endFence(fence) {
  const sure = await askFor({title: t("fence.end"), note: t("fence.endNote", fence.name), fields: []});
  if (sure) {
    await ask("PATCH", `/v1/fences/${fence.id}`, {body: {until: today()}, match: `"${fence.version}"`});
  }
  return Boolean(sure);
}

/** The fences that hold today: one narrows the map and its list, again all are shown. */
export function fenceList(page, fences, chosen) {
  const take = (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    page.attempt(async () => (await importFences(file)) && page.readFences());
  };
  return html`<details class="fences" ?open=${fences.length > 0}><summary>${t("fence.title", fences.length)}</summary>
    ${fences.length === 0 ? html`<p class="small">${t("fence.none")}</p>` : nothing}
    <ul class="zones">${fences.map((fence) => html`<li class=${fence.kind}>
      <button type="button" aria-pressed=${chosen === fence.id} @click=${() => page.within(chosen === fence.id ? null : fence)}>
        <strong>${fence.name}</strong> <span class="small">${word("fenceKind", fence.kind)} ${fence.until ? t("fence.lasts", fence.from, fence.until) : t("fence.since", fence.from)}</span></button>
      ${page.can("changeFence") && fence.until !== today()
        ? html`<button type="button" class="link" aria-label="${t("fence.end")} ${fence.name}" @click=${() => page.attempt(async () => (await endFence(fence)) && page.readFences())}>${t("fence.end")}</button>`
        : nothing}</li>`)}</ul>
    ${page.can("createFences") ? html`<label class="button quiet file">${t("fence.import")}<input type="file" class="unseen" accept=".geojson,.json,application/geo+json" @change=${take}></label>` : nothing}
  </details>`;
}
