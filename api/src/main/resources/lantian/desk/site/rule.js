import {html, nothing} from "lit";
import {askFor} from "./ask.js";
import {moment} from "./figures.js";
import {facts, Page} from "./page.js";
import {address} from "./route.js";
import {stateOf} from "./rules.js";
import {get, post} from "./talk.js";
import {either, t} from "./words.js";

const value = (line) => (line ? `${line.value}${line.unit ? ` ${line.unit}` : ""}` : "—");
const checked = (line) => (line ? t(line.verified ? "rules.checked" : "rules.unchecked") : "—");

/** One rule set: what it says, and what becomes different on its first day (规则集内容与变化). */
class RulePage extends Page {
  read(signal) {
    return get(`/v1/rule-sets/${this.key}`, {}, signal);
  }

  render() {
    const set = this.found;
    return html`
      <div class="bar head">
        <a class="button quiet" href=${address("rules")}>${t("list.back")}</a>
        <h1>${set ? `${set.id} ${either(set)}` : t("page.rule")}</h1>
        <span class="grow"></span>
        ${set ? this.acts(set) : nothing}
        <button type="button" class="quiet" @click=${() => window.print()}>${t("list.print")}</button>
      </div>
      ${set ? this.shown(set) : this.waiting()}`;
  }

  acts(set) {
    const all = [
      ["PROPOSED", "activateRuleSet", "activation", "rules.activate"],
      ["PROPOSED", "rejectRuleSet", "rejection", "rules.reject"],
      ["ACTIVE", "withdrawRuleSet", "withdrawal", "rules.withdraw"],
    ];
    return all
      .filter(([state, operation]) => set.state === state && !set.inForce && this.can(operation))
      .map(([, , path, name]) => html`<button type="button" class=${path === "activation" ? "" : "quiet"}
        @click=${() => this.attempt(() => this.decide(set, path, name))}>${t(name)}</button>`);
  }

  async decide(set, path, name) {
    const form = await askFor({
      title: `${t(name)} ${set.id}`,
      note: path === "activation" ? t("rules.activateNote", set.from, set.differences.length) : undefined,
      fields: [{name: "reason", label: t("dialog.reason"), type: "long", max: 300}],
    });
    if (form) {
      const seen = path === "activation" ? {digest: set.digest} : {};
      await post(`/v1/rule-sets/${set.id}/${path}`, {...form, ...seen});
      await this.load();
    }
  }

  shown(set) {
    const act = (one) => (one ? `${one.by}　${moment(one.at)}　${one.why}` : "—");
    return html`
      ${facts([
        [t("field.state"), stateOf(set)],
        [t("rules.from"), set.from],
        [t("rules.proposed"), set.state === "BUILT_IN" ? t("rules.builtIn") : act(set.proposed)],
        [t("rules.activated"), act(set.activated)],
        [t("rules.ended"), act(set.ended)],
        [t("rules.digest"), html`<span class="mono small">${set.digest ?? "—"}</span>`],
      ])}
      <h2>${t("rules.differences", set.against ?? "—")} <small>${t("rules.lines", set.differences.length)}</small></h2>
      ${set.differences.length === 0 ? html`<p class="weak">${t("rules.same")}</p>` : this.changes(set.differences)}
      <h2>${t("rules.content")}</h2>
      <div class="scroll" tabindex="0" role="region" aria-label=${t("rules.content")}><table>
        <thead><tr><th scope="col">${t("field.rule")}</th><th scope="col">${t("rules.key")}</th><th scope="col">${t("rules.value")}</th><th scope="col">${t("rules.source")}</th><th scope="col">${t("rules.check")}</th></tr></thead>
        <tbody>${set.lines.map((line) => html`<tr><td class="nowrap">${line.rule}</td><td>${line.key}</td><td>${value(line)}</td><td>${line.source}</td><td class="nowrap">${checked(line)}</td></tr>`)}</tbody>
      </table></div>`;
  }

  changes(differences) {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t("rules.changes")}><table>
      <thead><tr><th scope="col">${t("field.rule")}</th><th scope="col">${t("rules.key")}</th><th scope="col">${t("rules.before")}</th><th scope="col">${t("rules.after")}</th><th scope="col">${t("rules.source")}</th><th scope="col">${t("rules.check")}</th></tr></thead>
      <tbody>${differences.map(({before, after}) => {
        const line = after ?? before;
        return html`<tr><td class="nowrap">${line.rule}</td><td>${line.key}</td><td>${value(before)}</td><td><strong>${value(after)}</strong></td>
          <td>${line.source}</td><td class="nowrap">${checked(before)} → ${checked(after)}</td></tr>`;
      })}</tbody>
    </table></div>`;
  }
}

customElements.define("rule-page", RulePage);
