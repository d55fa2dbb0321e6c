import {html} from "lit";
import {moment, plate} from "./figures.js";
import {List} from "./list.js";
import {PERSONAL, TIMES} from "./query.js";
import {shares} from "./share.js";
import {get} from "./talk.js";
import {t, word} from "./words.js";

/** What a terminal sent, and what became of it (报文日志). */
class Frames extends List {
  choosable = true;

  fields() {
    return [...TIMES(), ...PERSONAL(this.me, ["ECOLOGY", "INTEGRATOR"])];
  }

  columns() {
    return [
      {title: t("field.time"), kind: "nowrap", cell: (row) => moment(row.received)},
      {title: t("field.command"), kind: "mono", cell: (row) => (row.archived ? `${word("frame", "ARCHIVED")} ${row.archived}` : `0x${row.command.toString(16).padStart(2, "0")}`)},
      {title: t("field.outcome"), kind: "nowrap", cell: (row) => html`<span class="tag ${row.outcome === "QUARANTINED" ? "open" : ""}">${word("frame", row.outcome)}</span>`},
      {title: t("field.cause"), kind: "nowrap", cell: (row) => (row.reason ? word("reason", row.reason) : "—")},
      {title: t("field.address"), kind: "nowrap", cell: (row) => row.address},
      {title: t("field.position"), kind: "mono", cell: (row) => row.position},
    ];
  }

  named(row) {
    return row.position;
  }

  title() {
    const vehicle = this.found?.vehicle;
    return vehicle ? `${t("page.frames")} · ${plate(vehicle, vehicle.vin)}` : t("page.frames");
  }

  rows(parameters, signal) {
    return get(`/v1/terminals/${this.key}/frames`, parameters, signal);
  }

  above() {
    return shares(t("quality.outcomes"), (this.found?.rows ?? []).map((row) => word("frame", row.outcome)));
  }
}

customElements.define("frames-page", Frames);
