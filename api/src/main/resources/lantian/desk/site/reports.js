import {html, nothing} from "lit";
import {askFor} from "./ask.js";
import {moment} from "./figures.js";
import {ask, get, post} from "./talk.js";
import {choices, either, t, word} from "./words.js";

/** Lists that can be made on their days, by the address of their files. */
const LISTS = {"/v1/findings/export": "exportFindings", "/v1/cases/export": "exportCases", "/v1/lists/export": "exportLists",
  "/v1/quality/export": "exportQuality", "/v1/quality/vehicles/export": "exportVehicleQuality"};
const FORMATS = ["xlsx", "csv", "pdf", "zip", "geojson"];

/** A report says its range by its rhythm, and shows no plate. */
const NOT_KEPT = ["from", "to", "personal", "purpose"];

const exported = (list) => LISTS[list.exports()[0]?.[1].split("?")[0]];

/** The button beside a list's files that has the list made again and again as it is filtered now. */
export function scheduling(list) {
  return list.can("createReport") && list.can(exported(list) ?? "")
    ? html`<button type="button" class="quiet" id="schedule" @click=${() => list.attempt(() => schedule(list))}>${t("report.new")}</button>`
    : nothing;
}

async function schedule(list) {
  const form = await askFor({
    title: t("report.new"),
    note: t("report.note"),
    fields: [
      {name: "name", label: t("report.name"), max: 60, value: list.title()},
      {name: "format", label: t("report.format"), choices: FORMATS.map((format) => [format, t(`list.${format}`)])},
      {name: "kind", label: t("report.rhythm"), choices: choices("rhythm")},
      {name: "day", label: t("report.day"), choices: Array.from({length: 28}, (_, at) => [String(at + 1), String(at + 1)])},
      {name: "at", label: t("report.at"), type: "time", value: "08:00"},
    ],
  });
  if (!form) {
    return;
  }
  const kept = Object.entries(list.parameters()).filter(([name, value]) => value && !NOT_KEPT.includes(name));
  await post("/v1/reports", {
    name: form.name, operation: exported(list), format: form.format,
    filter: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
    rhythm: {kind: form.kind, at: form.at, day: form.kind === "DAILY" ? 1 : Number(form.day)},
  });
  list.tell(t("report.made"), true);
}

export const ownReports = async (signal) => (await get("/v1/reports", {}, signal)).rows;

function rhythm({kind, at, day}) {
  switch (kind) {
    case "DAILY":
      return t("report.daily", at);
    case "WEEKLY":
      return t("report.weekly", word("weekday", String(day)), at);
    default:
      return t("report.monthly", day, at);
  }
}

const MOVES = {ACTIVE: ["PAUSED", "ENDED"], PAUSED: ["ACTIVE", "ENDED"], STOPPED: ["ACTIVE", "ENDED"]};

/** One's own reports and what may be done with each; `again` reads them anew. */
export function reportTable(page, reports, again) {
  const move = async (report, state) => {
    if (state === "ENDED" && !(await askFor({title: t("reportMove.ENDED"), note: t("report.endNote", report.name), fields: []}))) {
      return;
    }
    await ask("PATCH", `/v1/reports/${report.id}`, {body: {state}, match: `"${report.version}"`});
    await again();
  };
  const row = (report) => html`<tr>
    <td class="nowrap"><span class="tag ${report.state === "STOPPED" ? "open" : report.state === "ACTIVE" ? "good" : ""}">${word("reportState", report.state)}</span></td>
    <td class="long"><div class="clip" title=${report.name}>${report.name}</div></td>
    <td class="nowrap">${word("reportOf", report.operation)} ${report.format}</td>
    <td class="nowrap">${rhythm(report.rhythm)}</td>
    <td class="nowrap">${moment(report.next).slice(0, 16) || "—"}</td>
    <td class="nowrap">${moment(report.last).slice(0, 16) || "—"}</td>
    <td class="long">${report.stop ? either(report.stop) : "—"}</td>
    <td class="doing">${MOVES[report.state].map((state) => html`<button type="button" class="link" aria-label="${t(`reportMove.${state}`)} ${report.name}"
      @click=${() => page.attempt(() => move(report, state))}>${t(`reportMove.${state}`)}</button>`)}</td></tr>`;
  return html`<h2>${t("report.title")}</h2>
    ${reports.length === 0
      ? html`<p class="small">${t("report.none")}</p>`
      : html`<div class="scroll"><table class="reports"><caption class="unseen">${t("report.title")}</caption>
          <thead><tr>${["state", "name", "list", "rhythm", "next", "last", "stop"].map((name) => html`<th scope="col">${word("reportColumn", name)}</th>`)}<th scope="col" class="doing">${t("list.actions")}</th></tr></thead>
          <tbody>${reports.map(row)}</tbody></table></div>`}
    <h2>${t("report.jobs")}</h2>`;
}
