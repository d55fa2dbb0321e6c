import {html} from "lit";
import {moment, plate} from "./figures.js";
import {List} from "./list.js";
import {PERSONAL, SUBJECT} from "./query.js";
import {address, personal} from "./route.js";
import {get} from "./talk.js";
import {choices, t, word} from "./words.js";

/** Ten minutes without data, and a vehicle is offline: as the interface has it. */
const online = (row) => row.received !== null && Date.now() - Date.parse(row.received) < 600_000;

/** Vehicles with their latest state (车辆). */
class Vehicles extends List {
  choosable = true;

  fields() {
    return [
      ...(this.can("searchVehicles") ? [SUBJECT()] : []),
      {name: "online", label: t("field.online"), kind: "flag"},
      {name: "filed", label: t("field.filed"), kind: "flag"},
      {name: "sent", label: t("field.sent"), kind: "flag"},
      {name: "verified", label: t("field.sender"), kind: "choice", choices: choices("verified")},
      ...PERSONAL(this.me),
    ];
  }

  columns() {
    return [
      {title: t("field.health"), cell: (row) => html`<span class="tag ${online(row) ? "good" : ""}">${row.received ? word("online", online(row)) : t("vehicle.never")}</span>`},
      {title: t("field.plate"), kind: "nowrap", cell: (row) => plate(row.vehicle, t("subject.unfiled"))},
      {title: t("field.vin"), kind: "mono", cell: (row) => row.vehicle.vin},
      {title: t("field.county"), kind: "nowrap", cell: (row) => row.vehicle.county ?? "—"},
      {title: t("field.filed"), kind: "nowrap", cell: (row) => (row.filed ? t("list.yes") : html`<span class="weak">${t("list.no")}</span>`)},
      {title: t("field.sender"), kind: "nowrap", cell: (row) => word("sender", row.sender)},
      {title: t("field.collected"), kind: "nowrap", cell: (row) => moment(row.collected) || "—"},
      {title: t("field.received"), kind: "nowrap", cell: (row) => moment(row.received) || "—"},
      {title: t("field.origin"), kind: "nowrap", cell: (row) => word("origin", row.origin)},
    ];
  }

  named(row) {
    return row.vehicle ? plate(row.vehicle, row.vehicle.vin) : "";
  }

  rows(parameters, signal) {
    return get("/v1/vehicles", parameters, signal);
  }

  actions(row) {
    return [
      [t("list.open"), address("vehicle", row.vehicle?.id, personal(this.query))],
      ...(this.can("explainSilence") && !(row.filed && online(row)) ? [[t("vehicle.why"), (one) => this.why(one)]] : []),
    ];
  }

  async why(row) {
    const silence = await get(`/v1/vehicles/${row.vehicle.id}/silence`);
    const quarantined = Object.entries(silence.quarantined).map(([reason, count]) => `${word("reason", reason)} ${count}`).join("、");
    const causes = silence.causes.map((cause) => word("silence", cause)).join("、") || word("silence", "SHOWN");
    this.tell(`${this.named(row)}：${causes}　${t("silence.chunks", silence.chunks, quarantined || 0)}`, true);
  }
}

customElements.define("vehicles-page", Vehicles);
