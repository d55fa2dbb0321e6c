import {html} from "lit";
import {moment, number} from "./figures.js";
import {List} from "./list.js";
import {address, personal} from "./route.js";
import {get} from "./talk.js";
import {choices, t, word} from "./words.js";

/** Lists that were handed over (移交清单). */
class Lists extends List {
  choosable = true;

  fields() {
    return this.me.part === "ECOLOGY" ? [{name: "kind", label: t("field.kind"), kind: "words", choices: choices("listKind")}] : [];
  }

  columns() {
    return [
      {title: t("field.state"), cell: (row) => html`<span class="tag ${row.state === "ISSUED" ? "open" : row.state === "ANSWERED" ? "good" : ""}">${word("listState", row.state)}</span>`},
      {title: t("handover.number"), kind: "nowrap", cell: (row) => row.number},
      {title: t("field.kind"), kind: "nowrap", cell: (row) => word("listKind", row.kind)},
      {title: t("field.county"), kind: "nowrap", cell: (row) => row.county ?? "—"},
      {title: t("handover.issued"), kind: "nowrap", cell: (row) => moment(row.issued)},
      {title: t("handover.issuer"), kind: "long", cell: (row) => row.issuer},
      {title: t("handover.answered"), kind: "number", cell: (row) => `${number(row.answered)} / ${number(row.count)}`},
      {title: t("handover.receipt"), kind: "nowrap", cell: (row) => (row.receipt ? `${row.receipt.by} ${moment(row.receipt.at)}` : "—")},
      {title: t("handover.hash"), kind: "mono spare", cell: (row) => row.hash.slice(0, 16)},
    ];
  }

  named(row) {
    return row.number;
  }

  /** Whoever may see one kind only is not asked which. */
  rows(parameters, signal) {
    const kind = this.me.part === "TRANSPORT" ? "REPAIRS" : parameters.kind;
    return get("/v1/lists", {...parameters, kind}, signal);
  }

  exports() {
    return this.can("exportLists") ? this.files("/v1/lists/export") : [];
  }

  actions(row) {
    return [[t("list.open"), address("handover", row.number, personal(this.query))]];
  }
}

customElements.define("lists-page", Lists);
