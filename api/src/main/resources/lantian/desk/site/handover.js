import {html, nothing} from "lit";
import {askFor} from "./ask.js";
import {moment, number} from "./figures.js";
import {facts, Page} from "./page.js";
import {address, personal} from "./route.js";
import {ask, get, post} from "./talk.js";
import {choices, either, t, word} from "./words.js";

const RESULTS = {POLICE: ["PENALISED", "EXEMPTED", "RETURNED"], TRANSPORT: ["REPAIRED", "URGED"]};

/** One list with its rows (清单): receipt by its hash, results row by row or from a file of the department's own. */
class Handover extends Page {
  static properties = {chosen: {state: true}, answer: {state: true}};

  start() {
    this.chosen = new Set();
    this.answer = null;
    return this.load();
  }

  read(signal) {
    return get(`/v1/lists/${this.key}`, personal(this.query), signal);
  }

  get path() {
    return `/v1/lists/${this.key}`;
  }

  async receive() {
    const {list} = this.found;
    if (await askFor({title: t("handover.sure", list.number, list.count), note: `SM3 ${list.hash}`, confirm: t("handover.receive")})) {
      await post(`${this.path}/receipt`, {hash: list.hash});
      await this.load();
      this.tell(t("handover.received", list.number), true);
    }
  }

  async answerChosen() {
    const form = await askFor({
      title: t("handover.answerTitle", this.chosen.size),
      fields: [
        {name: "result", label: t("handover.result"), choices: choices("result").filter(([code]) => RESULTS[this.me.part].includes(code))},
        {name: "reference", label: t("handover.reference"), required: false, max: 80},
        {name: "day", label: t("handover.day"), required: false, type: "date"},
        this.me.part === "POLICE"
          ? {name: "code", label: t("handover.code"), required: false, max: 80}
          : {name: "workshop", label: t("handover.workshop"), required: false, max: 200},
        {name: "reason", label: t("dialog.reason"), required: false, type: "long", max: 300},
      ],
    });
    if (form) {
      const given = Object.fromEntries(Object.entries(form).filter(([, value]) => value));
      const rows = [...this.chosen].map((row) => ({row, ...given}));
      await this.took(await post(`${this.path}/results`, {rows}));
    }
  }

  async answerFile(event) {
    const [file] = event.target.files;
    event.target.value = "";
    if (file) {
      await this.took((await ask("POST", `${this.path}/results/file`, {file: await file.arrayBuffer()})).json);
    }
  }

  /** Each line is taken or explained by itself. */
  async took(answer) {
    this.answer = answer;
    this.chosen = new Set();
    await this.load();
    const {accepted, unchanged, rejected} = answer;
    this.tell(t("handover.taken", accepted, unchanged, rejected), rejected === 0);
  }

  render() {
    const list = this.found?.list;
    return html`
      <div class="bar head">
        <a class="button quiet" href=${address("lists")}>${t("list.back")}</a>
        <h1>${list ? `${word("listKind", list.kind)} ${list.number}` : t("page.handover")}</h1>
        ${list ? html`<span class="tag ${list.state === "ISSUED" ? "open" : ""}">${word("listState", list.state)}</span>` : nothing}
        <span class="grow"></span>
        ${list?.state === "ISSUED" && this.can("receiveList") ? html`<button type="button" id="receive" @click=${() => this.attempt(() => this.receive())}>${t("handover.receive")}</button>` : nothing}
        ${list && this.can("exportList") ? ["csv", "xlsx", "pdf", "zip", "geojson"].map((format) => html`<a class="button quiet" download href=${`${this.path}/export?${new URLSearchParams({format, ...personal(this.query)})}`}>${t(`list.${format}`)}</a>`) : nothing}
        <button type="button" class="quiet" @click=${() => window.print()}>${t("list.print")}</button>
      </div>
      ${list ? this.shown(this.found) : this.waiting()}`;
  }

  shown({list, rows}) {
    const answering = this.can("answerList") && list.state !== "ISSUED";
    const receipt = list.receipt ? `${list.receipt.by} ${list.receipt.organisation} ${moment(list.receipt.at)}` : "—";
    return html`
      ${facts([[t("field.county"), list.county], [t("handover.issued"), `${moment(list.issued)} ${list.issuer}`], [t("handover.receipt"), receipt],
        [t("handover.answered"), `${number(list.answered)} / ${number(list.count)}`], [t("handover.notMade"), list.notMade > 0 ? html`<strong id="notMade">${number(list.notMade)}</strong>` : "0"],
        [t("handover.hash"), html`<span class="mono">SM3 ${list.hash}</span>`],
        ...(list.root ? [[t("handover.root"), html`<details><summary>${t("handover.rootHint")}</summary><code class="mono">${list.root}</code></details>`]] : [])])}
      ${answering
        ? html`<div class="bar tools"><button type="button" id="answer" ?disabled=${this.chosen.size === 0} @click=${() => this.attempt(() => this.answerChosen())}>${t("handover.answer")}</button>
            <label class="button quiet">${t("handover.file")}<input type="file" class="unseen" accept=".csv,.txt" @change=${(event) => this.attempt(() => this.answerFile(event))}></label>
            <span class="small">${t("handover.fileHint")}</span></div>`
        : nothing}
      ${this.answer?.rejected ? this.rejected(this.answer.rows) : nothing}
      ${this.table(rows, answering)}`;
  }

  /** What became of the case, and why it stayed where it stood. */
  moved(move) {
    const word = t(`handover.${move.outcome}`);
    return move.outcome === "NOT_MADE" ? html`<div><span class="tag open">${word}</span> ${either(move)}</div>` : html`<div class="small">${word}</div>`;
  }

  rejected(lines) {
    return html`<section class="panel" role="alert"><h2>${t("handover.rejected")}</h2><ul>${lines
      .filter((line) => line.error)
      .map((line) => html`<li>${t("handover.line", line.line)}：${either(line.error)}</li>`)}</ul></section>`;
  }

  table(rows, answering) {
    const names = [...new Set(rows.flatMap((row) => Object.keys(row.values)))];
    const choose = (event, row) => {
      const chosen = new Set(this.chosen);
      event.target.checked ? chosen.add(row.number) : chosen.delete(row.number);
      this.chosen = chosen;
    };
    return html`<div class="scroll"><table>
      <thead><tr>${answering ? html`<th class="pick"><span class="unseen">${t("list.choose")}</span></th>` : nothing}
        <th scope="col" class="number">${t("handover.row")}</th>${names.map((name) => html`<th scope="col">${word("row", name)}</th>`)}
        <th scope="col">${t("handover.result")}</th><th scope="col">${t("handover.reference")}</th><th scope="col">${t("dialog.reason")}</th><th scope="col">${t("handover.moves")}</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr class=${this.chosen.has(row.number) ? "chosen" : ""}>
        ${answering ? html`<td class="pick"><input type="checkbox" aria-label="${t("list.choose")} ${row.number}" .checked=${this.chosen.has(row.number)} @change=${(event) => choose(event, row)}></td>` : nothing}
        <td class="number">${row.number}</td>${names.map((name) => html`<td>${name === "colour" ? word("colour", row.values[name]) : row.values[name] ?? ""}</td>`)}
        <td>${row.result ? html`<span class="tag">${word("result", row.result.kind)}</span>` : "—"}</td>
        <td>${[row.result?.reference, row.result?.day].filter(Boolean).join(" ")}</td><td>${row.result?.reason ?? ""}</td><td>${row.moves.map((move) => this.moved(move))}</td></tr>`)}</tbody>
    </table></div>`;
  }
}

customElements.define("handover-page", Handover);
