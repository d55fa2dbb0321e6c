import {lasting, moment, plate} from "./figures.js";
import {List} from "./list.js";
import {PERSONAL, SUBJECT, TIMES} from "./query.js";
import {address, personal} from "./route.js";
import {get} from "./talk.js";
import {t, word} from "./words.js";

/** Which seconds of a vehicle are missing (缺失时段). */
class Gaps extends List {
  fields() {
    return [...TIMES(), ...(this.can("searchVehicles") ? [SUBJECT()] : [{name: "filter", label: t("field.subject")}]), ...PERSONAL(this.me)];
  }

  columns() {
    return [
      {title: t("field.plate"), kind: "nowrap", cell: (row) => plate(row.vehicle, t("subject.unfiled"))},
      {title: t("field.vin"), kind: "mono", cell: (row) => row.vehicle.vin},
      {title: t("field.kind"), kind: "nowrap", cell: (row) => word("gap", row.kind)},
      {title: t("field.from"), kind: "nowrap", cell: (row) => moment(row.first)},
      {title: t("field.to"), kind: "nowrap", cell: (row) => moment(row.last)},
      {title: t("field.lasting"), kind: "nowrap", cell: (row) => lasting(row.first, row.last)},
    ];
  }

  named(row) {
    return row.vehicle ? `${plate(row.vehicle, row.vehicle.vin)} ${moment(row.first)}` : "";
  }

  rows(parameters, signal) {
    return get("/v1/quality/gaps", parameters, signal);
  }

  actions(row) {
    return this.can("getVehicle") ? [[t("page.vehicle"), address("vehicle", row.vehicle?.id, personal(this.query))]] : [];
  }

  exports() {
    return this.query.get("filter") && this.can("exportGaps") ? this.files("/v1/quality/gaps/export", ["csv", "xlsx"]) : [];
  }
}

customElements.define("gaps-page", Gaps);
