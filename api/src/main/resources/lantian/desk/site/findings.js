import {html} from "lit";
import {breach, lasting, moment, number, plate} from "./figures.js";
import {List} from "./list.js";
import {PERSONAL, SUBJECT, TIMES} from "./query.js";
import {address, personal} from "./route.js";
import {get} from "./talk.js";
import {choices, either, t, word} from "./words.js";

/** Columns of findings, here and wherever else some are shown. */
export function findingColumns() {
  return [
    {title: t("field.state"), cell: (row) => html`<span class="tag ${row.state.toLowerCase()}">${word("state", row.state)}</span>`},
    {title: t("field.plate"), kind: "nowrap", cell: (row) => plate(row.vehicle, t("subject.unfiled"))},
    {title: t("field.county"), kind: "nowrap", cell: (row) => row.vehicle.county ?? "—"},
    {title: t("field.vin"), kind: "mono spare", cell: (row) => row.vehicle.vin},
    {title: t("field.rule"), kind: "nowrap", cell: (row) => breach(row.rule)},
    {title: t("field.reason"), kind: "long", cell: (row) => either(row.reason)},
    {title: t("field.peakLimit"), kind: "number", cell: (row) => `${number(row.peak)} / ${number(row.limit)} ${row.unit}`},
    {title: t("field.from"), kind: "nowrap", cell: (row) => moment(row.start)},
    {title: t("field.lasting"), kind: "nowrap", cell: (row) => lasting(row.start, row.end ?? row.last)},
    {title: t("field.proof"), kind: "nowrap", cell: (row) => html`<span class=${row.verified ? "" : "weak"}>${word("verified", row.verified)}</span> · ${word("origin", row.origin)}`},
  ];
}

/** Candidates of exceeding vehicles (超标线索). */
class Findings extends List {
  choosable = true;

  fields() {
    const rules = [...new Set([this.query.get("rule"), ...(this.found?.rows ?? []).map((row) => row.rule), ...(this.rules ?? [])])];
    this.rules = rules.filter(Boolean).sort();
    return [
      ...TIMES(),
      {name: "rule", label: t("field.rule"), kind: "choice", choices: this.rules.map((rule) => [rule, breach(rule)])},
      {name: "state", label: t("field.state"), kind: "words", choices: choices("state")},
      {name: "verified", label: t("field.verified"), kind: "choice", choices: choices("verified")},
      ...(this.can("searchVehicles") ? [SUBJECT()] : []),
      ...PERSONAL(this.me),
    ];
  }

  columns() {
    return findingColumns();
  }

  named(row) {
    return row.vehicle ? `${plate(row.vehicle, t("subject.unfiled"))} ${row.rule}` : "";
  }

  rows(parameters, signal) {
    return get("/v1/findings", parameters, signal);
  }

  actions(row) {
    const way = personal(this.query);
    return [
      [t("finding.open"), address("finding", row.id, way)],
      ...(this.can("getVehicle") ? [[t("page.vehicle"), address("vehicle", row.vehicle?.id, {...way, around: row.id})]] : []),
    ];
  }

  exports() {
    return this.files("/v1/findings/export");
  }
}

customElements.define("findings-page", Findings);
