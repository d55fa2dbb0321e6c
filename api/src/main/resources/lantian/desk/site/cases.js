import {askFor} from "./ask.js";
import {caseTable, moveName, REASON, states} from "./case-table.js";
import {send} from "./case-move.js";
import {due, flags, trackTags} from "./case-view.js";
import {breach, moment, number, plate} from "./figures.js";
import {List} from "./list.js";
import {PERSONAL, SUBJECT, TIMES} from "./query.js";
import {address, personal} from "./route.js";
import {get, post} from "./talk.js";
import {t} from "./words.js";

/** Moves that are made for many cases at once, by role. */
const AT_ONCE = {ECOLOGY: ["refer"], POLICE: ["receive"], TRANSPORT: ["orderRepair", "urge", "escalate"]};

/** Columns of cases, here and on the first page. */
export function caseColumns() {
  return [
    {title: t("field.state"), kind: "nowrap", cell: (row) => [trackTags(row.tracks), flags(row)]},
    {title: t("field.plate"), kind: "nowrap", cell: (row) => plate(row.vehicle, t("subject.unfiled"))},
    {title: t("field.county"), kind: "nowrap", cell: (row) => row.vehicle.county ?? "—"},
    {title: t("field.vin"), kind: "mono spare", cell: (row) => row.vehicle.vin},
    {title: t("field.kind"), kind: "nowrap", cell: (row) => (row.ordinal > 1 ? `${breach(row.kind)} #${row.ordinal}` : breach(row.kind))},
    {title: t("case.act"), kind: "nowrap", cell: (row) => moment(row.act)},
    {title: t("case.findings"), kind: "number", cell: (row) => number(row.findingCount)},
    {title: t("case.score"), kind: "number", cell: (row) => number(row.score)},
    {title: t("case.due"), kind: "nowrap", cell: due},
    {title: t("case.changed"), kind: "nowrap spare", cell: (row) => moment(row.changed)},
  ];
}

/** Cases (案件): what a person has to decide or to do. */
class Cases extends List {
  choosable = true;

  fields() {
    const listed = (this.table?.kinds ?? []).map(({kind}) => kind);
    const kinds = [this.query.get("kind"), ...listed, ...(this.found?.rows ?? []).map((row) => row.kind), ...(this.kinds ?? [])];
    this.kinds = [...new Set(kinds)].filter(Boolean).sort();
    const track = (name, of) => ({name, label: t(`track.${of}`), kind: "choice", choices: states(this.table, of)});
    return [
      ...TIMES(),
      {name: "kind", label: t("field.kind"), kind: "choice", choices: this.kinds.map((kind) => [kind, breach(kind)])},
      track("state", "main"),
      track("penalty", "penalty"),
      track("repair", "repair"),
      track("appeal", "appeal"),
      {name: "overdue", label: t("case.overdue"), kind: "flag"},
      {name: "county", label: t("field.county"), kind: "text", max: 20},
      ...(this.can("searchVehicles") ? [SUBJECT()] : []),
      ...PERSONAL(this.me),
    ];
  }

  columns() {
    return caseColumns();
  }

  named(row) {
    return row.vehicle ? `${plate(row.vehicle, t("subject.unfiled"))} ${breach(row.kind)} ${moment(row.act)}` : "";
  }

  async rows(parameters, signal) {
    this.table = await caseTable();
    return get("/v1/cases", parameters, signal);
  }

  actions(row) {
    return [[t("list.open"), address("case", row.id, personal(this.query))]];
  }

  exports() {
    return this.can("exportCases") ? this.files("/v1/cases/export") : [];
  }

  batch() {
    const moves = this.table ? (AT_ONCE[this.me.part] ?? []).map((id) => [moveName(this.table, id), (rows) => this.many(id, rows)]) : [];
    const lists = this.can("issueList") ? ["VIOLATIONS", "REPAIRS"].map((kind) => [t(`handover.issue${kind}`), (rows) => this.issue(kind, rows)]) : [];
    return [...moves, ...lists];
  }

  /** Freezes the chosen cases into a numbered list: all of them or none. */
  async issue(kind, rows) {
    if (await askFor({title: t("handover.issueSure", rows.length), confirm: t(`handover.issue${kind}`)})) {
      const list = await post("/v1/lists", {kind, cases: rows.map((row) => row.id)});
      this.tell(t("handover.issuedAs", list.number, list.count), true);
    }
  }

  /** Moves one case after another; what is refused leaves the others done, and is told one by one. */
  async many(id, rows) {
    const form = await askFor({title: t("case.many", moveName(this.table, id), rows.length), fields: [REASON()]});
    if (!form) {
      return;
    }
    const refused = [];
    for (const row of rows) {
      try {
        await send(this.table, row, id, form);
      } catch (error) {
        refused.push(`${this.named(row)}：${error.message}`);
      }
    }
    await this.load();
    this.tell([t("case.manyDone", rows.length - refused.length, refused.length), ...refused].join("\n"), refused.length === 0);
  }
}

customElements.define("cases-page", Cases);
