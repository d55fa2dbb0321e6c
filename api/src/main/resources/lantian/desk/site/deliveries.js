import {html, nothing} from "lit";
import {askFor} from "./ask.js";
import {moment, number} from "./figures.js";
import {List} from "./list.js";
import {get, post} from "./talk.js";
import {choices, either, t, word} from "./words.js";

/** What became of each event for each receiver (投递记录). */
class Deliveries extends List {
  choosable = true;

  fields() {
    const names = (this.receivers ?? []).map(({name}) => [name, name]);
    return [
      {name: "receiver", label: t("delivery.receiver"), kind: "choice", choices: names},
      {name: "state", label: t("field.state"), kind: "choice", choices: choices("delivered")},
    ];
  }

  columns() {
    return [
      {title: t("field.state"), cell: (row) => html`<span class="tag ${row.state === "FAILED" ? "open" : row.state === "DELIVERED" ? "good" : ""}">${word("delivered", row.state)}</span>`},
      {title: t("delivery.receiver"), kind: "nowrap", cell: (row) => row.receiver},
      {title: t("delivery.sequence"), kind: "number", cell: (row) => number(row.sequence)},
      {title: t("delivery.type"), kind: "nowrap", cell: (row) => row.type},
      {title: t("delivery.way"), kind: "nowrap", cell: (row) => word("way", row.way)},
      {title: t("delivery.attempts"), kind: "number", cell: (row) => number(row.attempts)},
      {title: t("field.cause"), kind: "long", cell: (row) => row.skippedWhy ?? ([row.status, either(row.reason)].filter(Boolean).join(" ") || "—")},
      {title: t("delivery.last"), kind: "nowrap", cell: (row) => moment(row.last)},
      {title: t("delivery.next"), kind: "nowrap", cell: (row) => moment(row.next) || "—"},
    ];
  }

  named(row) {
    return row.id;
  }

  async rows(parameters, signal) {
    this.receivers = (await get("/v1/receivers", {}, signal)).rows;
    return get("/v1/deliveries", parameters, signal);
  }

  actions(row) {
    return row.id && row.state !== "FAILED"
      ? []
      : [
          [t("delivery.retry"), (one) => this.retry(one)],
          [t("delivery.skip"), (one) => this.skip(one)],
        ];
  }

  async retry(row) {
    await post(`/v1/deliveries/${row.id}/retry`);
    await this.load();
  }

  /** The receiver goes without this event, which is recorded with who decided so and why. */
  async skip(row) {
    const form = await askFor({title: t("delivery.skipTitle", row.receiver, row.sequence), fields: [{name: "reason", label: t("dialog.reason"), type: "long", max: 300}]});
    if (form) {
      await post(`/v1/deliveries/${row.id}/skip`, form);
      await this.load();
    }
  }

  above() {
    const all = this.receivers ?? [];
    return all.length === 0 ? nothing : html`<div class="tiles">${all.map((one) => html`<div class="tile ${one.last?.state === "FAILED" ? "warn" : ""}">
      <span>${one.name} · ${word("way", one.way)} · ${one.place}</span>
      <strong>${one.last ? `${number(one.last.sequence)} / ${number(one.head)}` : `— / ${number(one.head)}`}</strong></div>`)}</div>`;
  }
}

customElements.define("deliveries-page", Deliveries);
