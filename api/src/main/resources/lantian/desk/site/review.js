import {html, nothing} from "lit";
import {askFor} from "./ask.js";
import "./chart.js";
import {caseTable} from "./case-table.js";
import {move} from "./case-move.js";
import {findingsOf, flags, ticks, trackTags} from "./case-view.js";
import {moment, number, plate} from "./figures.js";
import {facts, Page} from "./page.js";
import {correct, corrected, standing, takeBack} from "./plate.js";
import {address, personal} from "./route.js";
import {ask, get, post} from "./talk.js";
import {choices, either, t, word} from "./words.js";

const AROUND = 15 * 60_000;
const QUEUE = 50;
/** A hold lasts ten minutes. */
const KEEP = 4 * 60_000;
const DECISIONS = ["review", "confirm", "dismiss"];

/** Pictures that were added to a case, in the order of their coming. */
async function picturesOf(id, signal) {
  const {files} = await get(`/v1/cases/${id}/manifests`, {}, signal);
  return files.filter((file) => file.mediaType.startsWith("image/"));
}

/** Where a reviewer decides: candidates one after another, by keyboard (复核). */
class Review extends Page {
  connectedCallback() {
    super.connectedCallback();
    this.listening = (event) => this.pressed(event);
    document.addEventListener("keydown", this.listening);
    this.keeping = setInterval(() => this.held && this.hold(this.held).catch((error) => this.tell(error.message)), KEEP);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.listening);
    clearInterval(this.keeping);
    this.letGo();
  }

  /** Takes a case, so that no other reviewer meets it, and lets the one before go. */
  async hold(id) {
    await post(`/v1/cases/${id}/hold`);
    if (this.held !== id) {
      this.letGo();
      this.held = id;
    }
  }

  /** Whether that works or not: a hold ends by itself. */
  letGo() {
    if (this.held) {
      ask("DELETE", `/v1/cases/${this.held}/hold`).catch(() => {});
      this.held = null;
    }
  }

  /** The first case, from this one on, that nobody else is at; null if others are at all of them. */
  async free(rows, from) {
    for (const row of [...rows.slice(from), ...rows.slice(0, from)]) {
      try {
        await this.hold(row.id);
        return row.id;
      } catch (error) {
        if (error.status !== 409 && error.status !== 404) {
          throw error;
        }
      }
    }
    return null;
  }

  /** The queue, those that wait for the second reviewer first, and of one of them all there is. */
  async read(signal) {
    const way = personal(this.query);
    const table = await caseTable();
    const [second, first] = await Promise.all(
      ["reviewed", "candidate"].map((state) => get("/v1/cases", {...way, state, limit: QUEUE}, signal)),
    );
    const rows = [...second.rows, ...first.rows].slice(0, QUEUE);
    const id = await this.free(rows, Math.max(0, rows.findIndex((row) => row.id === this.key)));
    const one = id ? await get(`/v1/cases/${id}`, way, signal) : null;
    const pictures = id ? await picturesOf(id, signal) : [];
    return {table, rows, one, pictures, count: second.count + first.count, more: second.more || first.more};
  }

  /** The case of the address without reading the queue again. */
  async start() {
    const rows = this.found?.rows;
    if (!rows?.some((row) => row.id === this.key)) {
      return this.load();
    }
    const key = this.key;
    try {
      await this.hold(key);
      const [one, pictures] = await Promise.all([get(`/v1/cases/${key}`, personal(this.query)), picturesOf(key)]);
      if (this.key === key) {
        this.found = {...this.found, one, pictures};
      }
    } catch (error) {
      this.tell(error.message);
    }
  }

  get at() {
    return this.found.rows.findIndex((row) => row.id === this.found.one?.id);
  }

  step(by) {
    const {rows} = this.found;
    const to = rows[Math.min(rows.length - 1, Math.max(0, this.at + by))];
    if (to) {
      location.hash = address("review", to.id, personal(this.query));
    }
  }

  pressed(event) {
    const typing = /^(input|select|textarea|button|a|summary)$/.test(event.target.localName) || document.querySelector("dialog[open]");
    if (!this.found?.one || typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const keys = {j: () => this.step(1), k: () => this.step(-1), ArrowDown: () => this.step(1), ArrowUp: () => this.step(-1), Enter: () => this.accept(), x: () => this.decide("dismiss"), e: () => this.edit(correct, "plate.done")};
    const run = keys[event.key];
    if (run) {
      event.preventDefault();
      run();
    }
  }

  legal(id) {
    return this.found.one.moves.find((one) => one.move === id);
  }

  /** Passes the review, or confirms if no other reviewer has to. */
  accept() {
    return this.decide(["confirm", "review"].find((id) => this.legal(id)?.open) ?? "confirm");
  }

  /** Decides and goes on to the next; whoever was too late sees the queue as it is now. */
  async decide(id) {
    const legal = this.legal(id);
    if (!legal?.open) {
      this.tell(legal ? legal.gates.flatMap((gate) => gate.shut).map((why) => either(why)).join("；") : t("case.nothing"));
      return;
    }
    this.tell(null);
    const {rows, one, table} = this.found;
    const next = rows[this.at + 1] ?? rows[this.at - 1];
    try {
      if (await move(table, one, id, legal.needs, id === "dismiss" ? "" : t("review.accepted"))) {
        history.replaceState(null, "", address("review", next?.id, personal(this.query)));
        this.key = next?.id;
        await this.load();
        this.tell(t("review.done", plate(one.vehicle, one.vehicle.vin)), true);
      }
    } catch (error) {
      await this.load();
      this.tell(error.message);
    }
  }

  /** Corrects the plate or takes that back, and shows the case as it is then. */
  async edit(change, done) {
    const {one} = this.found;
    if (!this.can("correctPlate")) {
      return;
    }
    this.tell(null);
    const again = () => {
      history.replaceState(null, "", address("review", one.id, personal(this.query)));
      this.key = one.id;
      return this.load();
    };
    try {
      if (await change(one)) {
        await again();
        this.tell(t(done), true);
      }
    } catch (error) {
      if (error.status === 412) {
        await again();
      }
      this.tell(error.message);
    }
  }

  render() {
    const found = this.found;
    return html`<div class="bar head"><h1>${t("page.review")}</h1>
        ${found ? html`<span id="count">${t("list.count", found.more ? t("app.more", found.count) : found.count)}</span>` : nothing}
        <span class="grow"></span><span class="small">${t("review.keys")}</span></div>
      ${found ? (found.one ? this.shown(found) : html`<div class="blank" id="empty">${t("review.empty")}</div>`) : this.waiting()}`;
  }

  shown({rows, one}) {
    return html`<div class="review">
      <ol class="queue" aria-label=${t("page.review")}>${rows.map((row) => html`<li><a href=${address("review", row.id, personal(this.query))} aria-current=${row.id === one.id ? "true" : nothing}>
        <strong>${plate(row.vehicle, t("subject.unfiled"))}</strong><span class="small">${moment(row.act).slice(5, 16)} · ${t("case.score")} ${row.score}</span></a></li>`)}</ol>
      <section>${this.decision(one)}</section></div>`;
  }

  /** A picture can't be masked: it is shown once the address says what for, and each one leaves a record. */
  pictures(one) {
    const {pictures} = this.found;
    if (pictures.length === 0 || !this.can("getEvidenceFile")) {
      return nothing;
    }
    const way = personal(this.query);
    const shown = (file) => html`<figure><img alt="${word("evidence", file.role)}" src=${`/v1/cases/${one.id}/evidence/${file.id}?${new URLSearchParams(way)}`}><figcaption>${word("evidence", file.role)}</figcaption></figure>`;
    return html`<h2>${t("review.pictures", pictures.length)}</h2>
      ${way.personal ? html`<div class="pictures">${pictures.map(shown)}</div>` : html`<button type="button" class="quiet" id="pictures" @click=${() => this.reveal(one)}>${t("review.showPictures")}</button>`}`;
  }

  async reveal(one) {
    const fields = [{name: "purpose", label: t("evidence.purpose"), choices: choices("purpose").filter(([code]) => code)}];
    const given = await askFor({title: t("evidence.raw"), fields, note: t("evidence.rawNote")});
    if (given) {
      location.hash = address("review", one.id, {personal: "full", purpose: given.purpose});
    }
  }

  decision(one) {
    const worst = [...one.findings].sort((a, b) => b.score - a.score)[0];
    const button = (id, name, quiet) => html`<button type="button" id="move-${id}" class=${quiet} ?disabled=${!this.legal(id)?.open} @click=${() => this.decide(id)}>${name}</button>`;
    return html`
      <div class="bar"><h2>${plate(one.vehicle, t("subject.unfiled"))} <span class="mono small">${one.vehicle.vin}</span></h2> ${trackTags(one.tracks)} ${flags(one)}<span class="grow"></span>
        ${DECISIONS.slice(0, 2).filter((id) => this.legal(id)).map((id) => button(id, `${t(`review.${id}`)} ⏎`, ""))}
        ${button("dismiss", `${t("review.dismiss")} X`, "quiet")}
        ${this.can("correctPlate") ? html`<button type="button" id="correct-plate" class="quiet" @click=${() => this.edit(correct, "plate.done")}>${t("plate.correct")} E</button>` : nothing}
        ${this.can("correctPlate") && standing(one) ? html`<button type="button" id="take-back-plate" class="quiet" @click=${() => this.edit(takeBack, "plate.undone")}>${t("plate.takeBack")}</button>` : nothing}
        <a class="button quiet" href=${address("case", one.id, personal(this.query))}>${t("page.case")}</a></div>
      ${worst ? html`<div class="tiles">
        <div class="tile warn"><span>${t("review.measured")}</span><strong>${number(worst.peak)} ${worst.unit}</strong></div>
        <div class="tile"><span>${t("review.limit")}</span><strong>${number(worst.limit)} ${worst.unit}</strong></div>
        <div class="tile"><span>${t("case.score")}</span><strong>${one.score}</strong></div></div>` : nothing}
      ${facts([[t("case.act"), `${moment(one.act)} — ${moment(one.until)}`], [t("field.county"), one.vehicle.county], ...corrected(one)])}
      ${this.pictures(one)}
      <h2>${t("case.ticks")}</h2><div class="panel">${ticks([...one.moves.filter((legal) => DECISIONS.includes(legal.move)), {gates: [one.registryMatch]}])}</div>
      <h2>${t("case.findings")}</h2>${findingsOf(one.findings, this.query)}
      ${this.can("getTelemetry") ? html`<h2>${t("finding.curve")}</h2><curve-charts .vehicle=${one.vehicle.id} .from=${Date.parse(one.act) - AROUND}
        .to=${Math.min(Date.parse(one.until), Date.parse(one.act) + 86_400_000) + AROUND} .marks=${one.findings} .way=${personal(this.query)}></curve-charts>` : nothing}`;
  }
}

customElements.define("review-page", Review);
