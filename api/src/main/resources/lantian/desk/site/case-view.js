import {html, nothing} from "lit";
import {fieldName, fieldValue} from "./case-table.js";
import {lasting, moment, number} from "./figures.js";
import {address, personal} from "./route.js";
import {either, t, word} from "./words.js";

/** Where each track stands; one that has not begun is left out of short lists. */
export const trackTags = (tracks, all) =>
  tracks
    .filter((track) => all || track.state !== "none")
    .map((track) => html`<span class="tag ${track.track} ${track.terminal || track.state === "none" ? "" : "running"}">${all ? `${word("track", track.track)}：` : ""}${either(track)}</span> `);

/** When the earliest time limit ends, and whether that is past. */
export const due = (row) =>
  row.due
    ? html`<span class=${row.overdue ? "weak" : ""}>${row.overdue ? `${t("case.overdue")} ` : ""}${moment(row.due).slice(0, 16)}</span>`
    : "—";

export const flags = (row) => row.flags.map((flag) => html`<span class="tag open">${either(flag)}</span> `);

/** Every gate that a move of the caller has, and what keeps it shut: the ticks of the evidence. */
export function ticks(moves) {
  const gates = new Map();
  moves.flatMap((one) => one.gates).forEach((gate) => gates.set(gate.gate, gate));
  return gates.size === 0
    ? html`<p class="small">${t("case.noGates")}</p>`
    : html`<ul class="ticks">${[...gates.values()].map((gate) => html`<li class=${gate.open ? "open" : "shut"}>
        <span aria-hidden="true">${gate.open ? "✓" : "✗"}</span> ${either(gate)}<span class="unseen">${t(gate.open ? "case.gateOpen" : "case.gateShut")}</span>
        ${gate.shut.map((why) => html`<div class="small">${either(why)}</div>`)}</li>`)}</ul>`;
}

/** The time limits, the running ones first. */
export function clocks(all) {
  const rank = (clock) => (clock.stopped ? 1 : 0);
  return all.length === 0
    ? html`<p class="small">${t("case.noClocks")}</p>`
    : html`<table class="tight"><thead><tr>${["clock", "begun", "due", "state"].map((name) => html`<th scope="col">${t(`case.${name}`)}</th>`)}</tr></thead>
        <tbody>${[...all].sort((a, b) => rank(a) - rank(b)).map((clock) => html`<tr>
          <td>${either(clock)}${clock.calendarKnown ? nothing : html` <small>${t("case.noCalendar")}</small>`}</td>
          <td class="nowrap">${moment(clock.start).slice(0, 16)}</td><td class="nowrap">${moment(clock.due).slice(0, 16)}</td>
          <td class="nowrap">${clock.overdue ? html`<span class="weak">${t("case.overdue")}</span>` : clock.stopped ? t("case.stopped", moment(clock.stopped).slice(0, 16)) : t("case.running")}</td>
        </tr>`)}</tbody></table>`;
}

/** What happened, newest first: who, what, why, and what was said with it. */
export function timeline(events, table) {
  return html`<ol class="timeline">${[...events].reverse().map((event) => html`<li>
    <time>${moment(event.at)}</time> <strong>${either(event)}</strong>
    <span class="small">${event.actor.name}${event.actor.role ? `（${word("role", event.actor.role)}）` : ""} ${event.actor.organisation ?? ""}</span>
    <div>${event.reason}</div>
    ${Object.entries(event.data).map(([name, value]) => html`<div class="small">${fieldName(table, name)}：${fieldValue(table, name, value)}</div>`)}
    <div class="mono small">#${event.seq} ${event.hash.slice(0, 16)}</div>
  </li>`)}</ol>`;
}

/** The findings a case rests on. */
export function findingsOf(findings, query) {
  return html`<div class="scroll"><table class="tight"><thead><tr>
      ${["from", "lasting", "reason", "peakLimit", "law", "proof"].map((name) => html`<th scope="col">${t(`field.${name}`)}</th>`)}<th scope="col" class="doing">${t("list.actions")}</th></tr></thead>
    <tbody>${findings.map((one) => html`<tr>
      <td class="nowrap">${moment(one.start)}</td><td class="nowrap">${lasting(one.start, one.end ?? one.start)}</td><td>${either(one.reason)}</td>
      <td class="number">${number(one.peak)} / ${number(one.limit)} ${one.unit}</td>
      <td>${either(one.law)}${one.law.verified ? nothing : html`<span class="weak">${t("finding.lawUnchecked")}</span>`}</td>
      <td class="nowrap"><span class=${one.verified ? "" : "weak"}>${word("verified", one.verified)}</span> · ${word("origin", one.origin)}${one.state === "WITHDRAWN" ? html` <span class="tag withdrawn">${word("state", one.state)}</span>` : nothing}</td>
      <td class="doing"><a href=${address("finding", one.id, personal(query))} aria-label="${t("finding.open")} ${moment(one.start)}">${t("finding.open")}</a></td>
    </tr>`)}</tbody></table></div>`;
}
