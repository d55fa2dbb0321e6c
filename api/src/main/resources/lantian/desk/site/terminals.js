import {html} from "lit";
import {moment, plate} from "./figures.js";
import {List} from "./list.js";
import {PERSONAL, SUBJECT} from "./query.js";
import {address, personal} from "./route.js";
import {get} from "./talk.js";
import {t, word} from "./words.js";

/** Terminals whose filing holds now (终端备案), with what became of their packets one step away. */
class Terminals extends List {
  choosable = true;

  fields() {
    return [SUBJECT(), {name: "maker", label: t("field.maker"), kind: "text"}, ...PERSONAL(this.me, ["ECOLOGY", "INTEGRATOR"])];
  }

  columns() {
    return [
      {title: t("field.plate"), kind: "nowrap", cell: (row) => plate(row.vehicle, t("subject.unfiled"))},
      {title: t("field.vin"), kind: "mono", cell: (row) => row.vehicle.vin},
      {title: t("field.maker"), kind: "long", cell: (row) => row.entry.maker ?? "—"},
      {title: t("field.model"), kind: "nowrap", cell: (row) => row.entry.model ?? "—"},
      {title: t("field.firmware"), kind: "nowrap", cell: (row) => row.entry.firmware ?? "—"},
      {title: t("field.profile"), kind: "nowrap", cell: (row) => row.entry.profile ?? "—"},
      {title: t("field.iccid"), kind: "mono", cell: (row) => row.entry.iccid ?? "—"},
      {title: t("field.valid"), kind: "nowrap", cell: (row) => html`${moment(row.entry.validFrom)} — ${moment(row.entry.validTo)}`},
      {title: t("field.origin"), kind: "nowrap", cell: (row) => word("origin", row.entry.origin)},
    ];
  }

  named(row) {
    return row.vehicle ? `${plate(row.vehicle, row.vehicle.vin)} ${row.entry.maker ?? ""}` : "";
  }

  rows(parameters, signal) {
    return get("/v1/terminals", parameters, signal);
  }

  actions(row) {
    const frames = [t("frame.open"), address("frames", row.entry?.id, personal(this.query))];
    const file = [t("page.vehicle"), address("vehicle", row.vehicle?.id, personal(this.query))];
    return this.can("getVehicle") ? [frames, file] : [frames];
  }
}

customElements.define("terminals-page", Terminals);
