import {html} from "lit";
import {askFor} from "./ask.js";
import {moment} from "./figures.js";
import {List} from "./list.js";
import {address} from "./route.js";
import {get, post} from "./talk.js";
import {either, t, word} from "./words.js";

const NO_FILE = "file";

/** The element that shows what became of a set. */
export function stateOf(row) {
  const tone = row.inForce ? "good" : row.state === "PROPOSED" ? "open" : "";
  return html`<span class="tag ${tone}">${row.inForce ? t("rules.inForce") : word("ruleset", row.state)}</span>`;
}

/** Rule sets by their first day (规则集). */
class Rules extends List {
  columns() {
    return [
      {title: t("rules.id"), kind: "nowrap", cell: (row) => html`<a href=${address("rule", row.id)}>${row.id}</a>`},
      {title: t("rules.name"), kind: "long", cell: (row) => either(row)},
      {title: t("rules.from"), kind: "nowrap", cell: (row) => row.from},
      {title: t("field.state"), kind: "nowrap", cell: stateOf},
      {title: t("rules.unverified"), kind: "number", cell: (row) => row.unverified},
      {title: t("rules.proposed"), kind: "nowrap", cell: (row) => (row.proposed ? `${row.proposed.by} ${moment(row.proposed.at)}` : t("rules.builtIn"))},
      {title: t("rules.activated"), kind: "nowrap", cell: (row) => (row.activated ? `${row.activated.by} ${moment(row.activated.at)}` : "—")},
    ];
  }

  rows(parameters, signal) {
    return get("/v1/rule-sets", {}, signal);
  }

  actions(row) {
    return [[t("rules.open"), address("rule", row.id)]];
  }

  tools() {
    return this.can("proposeRuleSet")
      ? html`<button type="button" @click=${() => this.attempt(() => this.propose())}>${t("rules.propose")}</button>`
      : "";
  }

  async propose() {
    const form = await askFor({
      title: t("rules.propose"),
      note: t("rules.proposeNote"),
      fields: [
        {name: NO_FILE, label: t("rules.file"), type: "file"},
        {name: "reason", label: t("dialog.reason"), type: "long", max: 300},
      ],
    });
    if (form) {
      const set = parsed(await form[NO_FILE].text());
      const made = await post("/v1/rule-sets", {room: "obd", set, reason: form.reason});
      location.hash = address("rule", made.id);
    }
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(t("rules.noJson", error.message), {cause: error});
  }
}

customElements.define("rules-page", Rules);
