import {html, nothing} from "lit";
import {allFences, fenceList} from "./fences.js";
import {beijing, moment, number, plate} from "./figures.js";
import {moving} from "./moving.js";
import {facts, Page} from "./page.js";
import {address, here, personal} from "./route.js";
import {get, post} from "./talk.js";
import {Watch} from "./watch.js";
import {choices, t, word} from "./words.js";

/** So long a map stands still before another part of the world is followed, in milliseconds. */
const STILL = 250;
const CHINA = [73, 18, 135, 54];

/**
 * Where vehicles are (实时一张图). Only what is in view is asked for. While plates are masked, places are coarse and say nothing of whose
 * they are; with a purpose they are exact, and a click opens the vehicle.
 */
class MapPage extends Page {
  static properties = {card: {state: true}, shown: {state: true}, live: {state: true}, fences: {state: true}};

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.soon);
    this.watch?.end();
    this.map?.end();
    this.map = null;
  }

  get full() {
    return this.query.get("personal") === "full";
  }

  /** The fence that the map is narrowed to. */
  get fence() {
    return this.query.get("fence");
  }

  async read(signal) {
    const list = {online: true, limit: 50, filter: this.query.get("filter"), fence: this.fence, ...personal(this.query)};
    if (list.filter || list.fence) {
      delete list.online; // Who is inside is on the map, and so heard of.
    }
    if (list.fence && !this.full) {
      return {rows: [], masked: true}; // Whose place is inside is not told without a purpose.
    }
    return get("/v1/vehicles", list, signal);
  }

  async updated() {
    const place = this.querySelector("#map");
    if (place && !this.map && !this.making) {
      this.making = true;
      const {default: ol} = await import("ol");
      this.map = moving(ol, place, {
        centre: this.query.get("at"),
        chosen: (id) => this.attempt(() => this.choose(id)),
        moved: (at) => this.moved(at),
      });
      this.making = false;
      this.watch = new Watch({
        heard: (event, data) => this.heard(event, data),
        poll: () => get("/v1/positions", this.wished()),
        state: (name, at) => (this.live = {name, at}),
      });
      this.attempt(() => this.readFences());
      this.refresh();
    }
  }

  start() {
    this.card = null;
    this.map?.fences(this.fences ?? [], this.fence);
    this.refresh();
    return this.load();
  }

  /** The address follows the map without a page of its own for each step. */
  moved(at) {
    const {query} = here(); // Not our own: another filter may be on its way to us.
    query.set("at", at);
    history.replaceState(null, "", address("map", null, query));
    this.query = query;
    this.refresh();
  }

  async readFences() {
    if (this.can("listFences")) {
      this.fences = (await allFences()).rows;
      this.map?.fences(this.fences, this.fence);
    }
  }

  /** Narrows the map to a fence, null to none. */
  within(fence) {
    const query = new URLSearchParams(this.query);
    query.delete("fence");
    if (fence) {
      query.set("fence", fence.id);
      this.map?.toFence(fence.id);
    }
    location.hash = address("map", null, query);
  }

  /** What is followed: the places in view, as far as the reader may see them. */
  wished() {
    return {box: (this.map.box() ?? CHINA).map((degree) => degree.toFixed(5)).join(","), ...(this.fence ? {fence: this.fence} : {}), ...personal(this.query)};
  }

  /** Follows what is in view now, once the map stands still. */
  refresh() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.map && this.watch?.follow(`/v1/positions/stream?${new URLSearchParams(this.wished())}`), STILL);
  }

  heard(event, data) {
    if (!this.map) {
      return;
    }
    if (event === "change") {
      this.map.change(data);
    } else {
      this.map.show(data);
    }
    const rows = this.map.rows();
    const column = (name) => rows.map((row) => row[name] ?? null);
    this.shown = {
      now: data.now, more: data.more,
      vehicle: column("vehicle"), lon: column("lon"), lat: column("lat"), speed: column("speed"), second: column("second"),
    };
    this.dataset.drawn = rows.length;
    this.dataset.heard = event;
  }

  async choose(id) {
    if (!id) {
      this.tell(t("map.masked"));
      return;
    }
    const file = await get(`/v1/vehicles/${id}`, personal(this.query));
    this.card = file;
    const {lon, lat} = file.values;
    if (lon?.value && lat?.value) {
      this.map?.go(lon.value, lat.value);
    }
  }

  async search(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    await this.attempt(async () => {
      const subject = form.get("filter").trim().toUpperCase();
      const body = subject.length === 17 ? {vin: subject} : {plate: subject};
      const filter = subject ? (await post("/v1/vehicles/search", body)).filter : "";
      const purpose = form.get("purpose") ?? "";
      location.hash = address("map", null, {filter, purpose, personal: purpose ? "full" : "", fence: this.fence, at: this.query.get("at")});
    });
  }

  willUpdate(changed) {
    // The map moves its own address; only what the form asks for begins anew.
    const wanted = ["filter", "purpose", "fence"].map((name) => this.query.get(name)).join("|");
    if (changed.has("query") && wanted !== this.wanted) {
      this.wanted = wanted;
      this.start();
    }
  }

  render() {
    return html`<h1 class="unseen">${t("page.map")}</h1><div class="map">
      <aside>
        <form class="bar query" role="search" @submit=${this.search}>
          ${this.can("searchVehicles") ? html`<label class="subject">${t("field.subject")}<input name="filter" maxlength="17" autocomplete="off" placeholder=${t(this.query.get("filter") ? "subject.kept" : "subject.hint")}></label>` : nothing}
          ${["ECOLOGY", "POLICE"].includes(this.me.part) ? html`<label>${t("field.personal")}<select name="purpose">
            ${choices("purpose").map(([code, name]) => html`<option value=${code} ?selected=${code === (this.query.get("purpose") ?? "")}>${name}</option>`)}</select></label>` : nothing}
          <button>${t("list.search")}</button>
        </form>
        <p class="small" aria-live="polite" id="count">${this.shown ? t(this.shown.more ? "map.countMore" : "map.count", number(this.shown.lon.length)) : t("list.loading")}</p>
        <p class="small" role="status" id="live" data-state=${this.live?.name ?? "begin"}>${this.standing()}</p>
        <ul class="legend">${choices("legend").map(([code, name]) => html`<li class=${code}>${name}</li>`)}</ul>
        ${this.card ? this.details(this.card) : nothing}
        ${this.can("listFences") ? fenceList(this, this.fences ?? [], this.fence) : nothing}
        ${this.found ? this.list(this.found) : this.waiting()}
      </aside>
      <div id="map" role="application" tabindex="0" aria-label=${t("page.map")}></div>
    </div>`;
  }

  /** How fresh what is shown is. */
  standing() {
    const {name, at} = this.live ?? {};
    return name ? html`<span class="tag ${name === "live" ? "good" : name === "late" ? "open" : ""}">${word("live", name)}</span>
      ${name === "live" || !at ? nothing : t("map.asOf", moment(beijing(at)).slice(11))}` : nothing;
  }

  list({rows, masked}) {
    return rows.length === 0
      ? html`<div class="blank">${t(masked ? "fence.masked" : this.query.get("filter") ? "list.empty" : "map.none")}</div>`
      : html`<ul class="queue">${rows.map((row) => html`<li><button type="button" @click=${() => this.attempt(() => this.choose(row.vehicle.id))}>
          <strong>${plate(row.vehicle, t("subject.unfiled"))}</strong> <span class="small">${row.vehicle.county ?? ""} ${moment(row.collected).slice(5)}</span></button></li>`)}</ul>`;
  }

  details({state, values}) {
    const value = (name) => (values[name] ? [[word("value", name), `${number(values[name].value)} ${values[name].unit}`]] : []);
    return html`<section class="panel" aria-live="polite">
      <div class="bar"><strong>${plate(state.vehicle, t("subject.unfiled"))}</strong><span class="grow"></span>
        <a href=${address("vehicle", state.vehicle.id, personal(this.query))}>${t("page.vehicle")}</a></div>
      ${facts([[t("field.collected"), moment(state.collected)], ...["speedKmh", "scrUpNoxPpm", "scrDownNoxPpm", "reagentPct"].flatMap(value)])}
    </section>`;
  }
}

customElements.define("map-page", MapPage);
