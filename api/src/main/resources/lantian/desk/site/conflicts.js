import {moment, plate} from "./figures.js";
import {List} from "./list.js";
import {SUBJECT, TIMES} from "./query.js";
import {address} from "./route.js";
import {get} from "./talk.js";
import {t, word} from "./words.js";

/** Different bodies for one vehicle, second and type (数据冲突). */
class Conflicts extends List {
  choosable = true;

  fields() {
    return [...TIMES(), SUBJECT()];
  }

  columns() {
    return [
      {title: t("field.time"), kind: "nowrap", cell: (row) => moment(row.second)},
      {title: t("field.plate"), kind: "nowrap", cell: (row) => plate(row.vehicle, t("subject.unfiled"))},
      {title: t("field.vin"), kind: "mono", cell: (row) => row.vehicle.vin},
      {title: t("field.type"), kind: "mono", cell: (row) => `0x${row.type.toString(16).padStart(2, "0")}`},
      {title: t("field.settled"), kind: "nowrap", cell: (row) => t(row.settled ? "list.yes" : "list.no")},
      {title: t("field.copies"), kind: "number", cell: (row) => row.copies.length},
      {title: t("field.sender"), kind: "long", cell: (row) => row.copies.map((copy) => `${word("sender", copy.sender)} ${moment(copy.received)}`).join("；")},
    ];
  }

  named(row) {
    return row.vehicle ? `${plate(row.vehicle, row.vehicle.vin)} ${moment(row.second)}` : "";
  }

  rows(parameters, signal) {
    return get("/v1/conflicts", parameters, signal);
  }

  actions(row) {
    return this.can("getVehicle") ? [[t("page.vehicle"), address("vehicle", row.vehicle?.id)]] : [];
  }
}

customElements.define("conflicts-page", Conflicts);
