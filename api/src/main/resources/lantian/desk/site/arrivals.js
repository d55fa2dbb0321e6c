import {html, nothing} from "lit";
import {Page} from "./page.js";
import {address, go} from "./route.js";
import {post} from "./talk.js";
import {choices, t} from "./words.js";

/** A truck has come for repair (到站登记): its open repairs are this station's from now on. */
class Arrivals extends Page {
  static properties = {cases: {state: true}};

  async register(form) {
    const {cases} = await post("/v1/repairs/arrivals", {plate: form.plate.value.trim().toUpperCase(), plateColour: form.plateColour.value});
    this.cases = cases;
    if (cases.length === 1) {
      go("case", cases[0]);
    }
  }

  render() {
    const submit = (event) => {
      event.preventDefault();
      this.attempt(() => this.register(event.target));
    };
    return html`<h1>${t("page.arrivals")}</h1>
      <p>${t("arrival.hint")}</p>
      <form id="arrival" class="query" @submit=${submit}>
        <label>${t("field.plate")}<input name="plate" required minlength="5" maxlength="10" autocomplete="off"></label>
        <label>${t("row.colour")}<select name="plateColour">${choices("plateColour").map(([code, name]) => html`<option value=${code}>${name}</option>`)}</select></label>
        <button type="submit">${t("arrival.register")}</button>
      </form>
      ${this.cases ? this.shown(this.cases) : nothing}`;
  }

  shown(cases) {
    return cases.length === 0
      ? html`<p role="status">${t("arrival.none")}</p>`
      : html`<ul>${cases.map((id, i) => html`<li><a href=${address("case", id)}>${t("arrival.case", i + 1)}</a></li>`)}</ul>`;
  }
}

customElements.define("arrivals-page", Arrivals);
