import {html} from "lit";
import {askFor} from "./ask.js";
import {moment, number} from "./figures.js";
import {MACHINES} from "./keys.js";
import {List} from "./list.js";
import {address} from "./route.js";
import {ask, get, post} from "./talk.js";
import {filled} from "./users.js";
import {choices, either, t, word} from "./words.js";

/** Who is sent events (推送接收方): those that are kept here can be changed here, the others stand in the settings file. */
class Receivers extends List {
  columns() {
    return [
      {title: t("delivery.receiver"), kind: "nowrap", cell: (row) => html`<a href=${address("deliveries", null, {receiver: row.name})}>${row.name}</a>`},
      {title: t("field.state"), kind: "nowrap", cell: (row) => this.state(row)},
      {title: t("delivery.way"), kind: "nowrap", cell: (row) => word("way", row.way)},
      {title: t("receiver.place"), kind: "long", cell: (row) => row.kept?.address ?? row.place},
      {title: t("receiver.role"), kind: "nowrap", cell: (row) => [word("role", row.role), row.organisation, row.county].filter(Boolean).join(" · ")},
      {title: t("receiver.reached"), kind: "number", cell: (row) => `${row.last ? number(row.last.sequence) : "—"} / ${number(row.head)}`},
      {title: t("receiver.oldUntil"), kind: "nowrap spare", cell: (row) => moment(row.kept?.oldUntil) || "—"},
    ];
  }

  state(row) {
    const stuck = row.last?.state === "FAILED" ? html` <span class="tag open">${word("delivered", "FAILED")}</span>` : "";
    return row.kept
      ? html`<span class="tag ${row.kept.state === "ACTIVE" ? "good" : ""}">${word("receiverState", row.kept.state)}</span>${stuck}`
      : html`<span class="tag">${t("receiver.inSettings")}</span>${stuck}`;
  }

  named(row) {
    return row.name;
  }

  async rows(parameters, signal) {
    return {rows: (await get("/v1/receivers", {}, signal)).rows, next: null};
  }

  tools() {
    return html`<button type="button" id="new-receiver" @click=${() => this.attempt(() => this.create())}>${t("receiver.new")}</button>`;
  }

  actions(row) {
    if (row.name && !row.kept) {
      return [];
    }
    const on = row.kept?.state === "ACTIVE";
    return [
      [t("receiver.test"), (one) => this.test(one)],
      [t(on ? "receiver.pause" : "receiver.resume"), (one) => this.change(one, {paused: on})],
      [t("receiver.change"), (one) => this.move(one)],
      [t("receiver.rotate"), (one) => this.rotate(one)],
      [t("receiver.end"), (one) => this.end(one)],
    ];
  }

  async create() {
    const form = await askFor({
      title: t("receiver.new"),
      fields: [
        {name: "name", label: t("receiver.name"), pattern: "[a-z0-9\\-]{1,40}", max: 40},
        {name: "address", label: t("receiver.address"), max: 500},
        {name: "role", label: t("receiver.role"), choices: choices("role").filter(([code]) => MACHINES.includes(code))},
        {name: "organisation", label: t("field.organisation"), required: false, max: 60},
        {name: "county", label: t("field.county"), required: false, max: 20},
      ],
    });
    if (form) {
      await this.once(await post("/v1/receivers", filled(form)));
    }
  }

  /** The only time that anybody sees the secret. */
  async once({receiver, secret}) {
    await askFor({title: t("receiver.once", receiver.name), shown: secret});
    await this.load();
  }

  async change(row, body) {
    await ask("PATCH", `/v1/receivers/${row.name}`, {body, match: `"${row.kept.version}"`});
    await this.load();
  }

  async move(row) {
    const form = await askFor({title: t("receiver.change"), fields: [{name: "address", label: t("receiver.address"), max: 500, value: row.kept.address}]});
    if (form) {
      await this.change(row, form);
    }
  }

  async rotate(row) {
    const form = await askFor({title: t("receiver.rotate"), fields: [{name: "overlapHours", label: t("receiver.overlap"), pattern: "[0-9]{1,3}", value: "24", max: 3}]});
    if (form) {
      await this.once(await post(`/v1/receivers/${row.name}/secret`, {overlapHours: Number(form.overlapHours)}));
    }
  }

  async test(row) {
    const tried = await post(`/v1/receivers/${row.name}/test`);
    this.tell(tried.delivered ? t("receiver.tested", tried.millis) : t("receiver.testFailed", [tried.status, either(tried.reason)].filter(Boolean).join(" ")), tried.delivered);
  }

  async end(row) {
    if (await askFor({title: t("receiver.endTitle", row.name)})) {
      await ask("DELETE", `/v1/receivers/${row.name}`, {match: `"${row.kept.version}"`});
      await this.load();
    }
  }
}

customElements.define("receivers-page", Receivers);
