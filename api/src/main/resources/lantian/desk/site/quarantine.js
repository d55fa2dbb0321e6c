import {moment, plate} from "./figures.js";
import {List} from "./list.js";
import {SUBJECT, TIMES} from "./query.js";
import {address} from "./route.js";
import {shares} from "./share.js";
import {get} from "./talk.js";
import {choices, t, word} from "./words.js";

/** Packets that could not be taken, and why (隔离报文). */
class Quarantine extends List {
  choosable = true;

  fields() {
    return [...TIMES(), {name: "reason", label: t("field.cause"), kind: "choice", choices: choices("reason")}, SUBJECT()];
  }

  columns() {
    return [
      {title: t("field.time"), kind: "nowrap", cell: (row) => moment(row.received)},
      {title: t("field.plate"), kind: "nowrap", cell: (row) => plate(row.vehicle, t("subject.unfiled"))},
      {title: t("field.vin"), kind: "mono", cell: (row) => row.vehicle.vin},
      {title: t("field.cause"), kind: "long", cell: (row) => word("reason", row.reason)},
      {title: t("field.offset"), kind: "number", cell: (row) => row.offset},
      {title: t("field.position"), kind: "mono", cell: (row) => row.position},
    ];
  }

  named(row) {
    return row.position;
  }

  rows(parameters, signal) {
    return get("/v1/quarantine", parameters, signal);
  }

  actions(row) {
    return this.can("getVehicle") ? [[t("page.vehicle"), address("vehicle", row.vehicle?.id)]] : [];
  }

  above() {
    return shares(t("quality.reasons"), (this.found?.rows ?? []).map((row) => word("reason", row.reason)));
  }
}

customElements.define("quarantine-page", Quarantine);
