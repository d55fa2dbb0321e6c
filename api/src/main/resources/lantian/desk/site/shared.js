import {html} from "lit";
import {plate} from "./figures.js";
import {List} from "./list.js";
import {PERSONAL, SUBJECT, TIMES} from "./query.js";
import {address, personal} from "./route.js";
import {get} from "./talk.js";
import {choices, t, word} from "./words.js";

/** Which identifiers are told under several VINs: one controller, one card (标识重复). */
class Shared extends List {
  fields() {
    return [
      TIMES()[0],
      {name: "kind", label: t("field.kind"), kind: "choice", choices: choices("sharedKind")},
      ...(this.can("searchVehicles") ? [SUBJECT()] : [{name: "filter", label: t("field.subject")}]),
      ...PERSONAL(this.me),
    ];
  }

  columns() {
    const each = (cell) => (row) => html`${row.tellers.map((one) => html`<div>${cell(one)}</div>`)}`;
    return [
      {title: t("field.kind"), kind: "nowrap", cell: (row) => word("sharedKind", row.kind)},
      {title: t("field.identifier"), kind: "mono", cell: (row) => row.value},
      {title: t("field.times"), kind: "nowrap", cell: (row) => word("times", row.times)},
      {title: t("field.vehicles"), kind: "number", cell: (row) => row.vehicles},
      {title: t("field.plate"), kind: "nowrap", cell: each((one) => this.link(one))},
      {title: t("field.vin"), kind: "mono", cell: each((one) => `${one.vehicle.vin}${one.own ? ` ${t("shared.own")}` : ""}`)},
      {title: t("field.told"), kind: "nowrap", cell: each((one) => `${one.first ?? "…"} — ${one.last}`)},
      {title: t("field.sender"), kind: "nowrap spare", cell: each((one) => word("sender", one.sender))},
    ];
  }

  link(one) {
    const shown = plate(one.vehicle, t("subject.unfiled"));
    return this.can("getVehicle") ? html`<a href=${address("vehicle", one.vehicle.id, personal(this.query))}>${shown}</a>` : shown;
  }

  named(row) {
    return `${word("sharedKind", row.kind)} ${row.value}`;
  }

  rows(parameters, signal) {
    return get("/v1/quality/shared", parameters, signal);
  }

  exports() {
    return this.files("/v1/quality/shared/export", ["csv", "xlsx"]);
  }

  above() {
    return html`<p class="small">${t("shared.note")}</p>`;
  }
}

customElements.define("shared-page", Shared);
