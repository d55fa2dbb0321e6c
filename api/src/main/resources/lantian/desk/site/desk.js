import {lasting, moment, number, OPERATIONS, PURPOSES, SENDERS, STATES} from "/words.js";

const at = (id) => document.getElementById(id);
const SECTIONS = ["sign-in", "password", "no-page", "findings", "evidence"];
let csrf = null;
let operations = [];
let query = new URLSearchParams();
let next = null;

/** Calls the interface; a problem becomes an Error with its words. */
async function call(method, path, body) {
  const headers = {Accept: "application/json", "Accept-Language": "zh"};
  if (csrf && method !== "GET") {
    headers["X-CSRF-Token"] = csrf;
  }
  if (body) {
    headers["Content-Type"] = "application/json";
  }
  let answer;
  try {
    answer = await fetch(path, {method, headers, body: body && JSON.stringify(body)});
  } catch {
    throw new Error("无法连接服务器");
  }
  if (answer.status === 204) {
    return null;
  }
  const json = await answer.json();
  if (!answer.ok) {
    const details = json.errors.map((error) => error.message).join("；");
    const error = new Error(details ? `${json.title}：${details}` : json.title);
    error.code = json.code;
    throw error;
  }
  return json;
}

function show(id) {
  SECTIONS.forEach((section) => (at(section).hidden = section !== id));
  at(id).querySelector("input,button")?.focus({preventScroll: true});
}

function tell(error) {
  at("notice").textContent = error ? error.message : "";
  at("notice").hidden = !error;
  if (error && error.code === "NOT_SIGNED_IN") {
    signedOut();
  }
}

/** Runs an action; whatever goes wrong is shown on top. */
async function attempt(action) {
  tell(null);
  try {
    await action();
  } catch (error) {
    tell(error);
  }
}

function element(name, text, className) {
  const made = document.createElement(name);
  made.textContent = text ?? "";
  if (className) {
    made.className = className;
  }
  return made;
}

function options(select, words) {
  select.replaceChildren(...Object.entries(words).map(([value, word]) => new Option(word, value)));
}

function signedOut() {
  csrf = null;
  at("who").textContent = "";
  at("sign-out").hidden = true;
  show("sign-in");
}

async function signedIn(me) {
  csrf = me.csrf;
  operations = me.operations;
  at("who").textContent = `${me.name}（${me.roleZh}）`;
  at("sign-out").hidden = false;
  at("password").elements.username.value = me.name;
  if (me.mustChangePassword) {
    show("password");
  } else if (!operations.includes("listFindings")) {
    const names = operations.map((id) => OPERATIONS[id]).filter(Boolean);
    at("operations").replaceChildren(...names.map((name) => element("li", name)));
    show("no-page");
  } else {
    at("purpose").hidden = !["ECOLOGY", "ECOLOGY_LEAD", "POLICE"].includes(me.role);
    show("findings");
    await search();
  }
}

/** What the form asks for. A plate or VIN goes out in a body and comes back as an opaque word. */
async function asked() {
  const form = new FormData(at("query"));
  const wanted = new URLSearchParams();
  for (const name of ["rule", "state", "verified"]) {
    if (form.get(name)) {
      wanted.set(name, form.get(name));
    }
  }
  for (const name of ["from", "to"]) {
    if (form.get(name)) {
      wanted.set(name, `${form.get(name)}:00+08:00`);
    }
  }
  if (form.get("purpose")) {
    wanted.set("personal", "full");
    wanted.set("purpose", form.get("purpose"));
  }
  const subject = form.get("subject").trim().toUpperCase();
  if (subject) {
    const body = subject.length === 17 ? {vin: subject} : {plate: subject};
    wanted.set("filter", (await call("POST", "/v1/vehicles/search", body)).filter);
  }
  return wanted;
}

async function search() {
  query = await asked();
  at("rows").replaceChildren();
  next = null;
  await page();
  for (const format of ["csv", "xlsx"]) {
    const wanted = new URLSearchParams(query);
    wanted.set("format", format);
    at(format).href = `/v1/findings/export?${wanted}`;
  }
}

async function page() {
  const wanted = new URLSearchParams(query);
  wanted.set("limit", "50");
  if (next) {
    wanted.set("cursor", next);
  }
  const answer = await call("GET", `/v1/findings?${wanted}`);
  next = answer.next;
  at("rows").append(...answer.rows.map(row));
  answer.rows.forEach((finding) => rememberRule(finding.rule));
  at("count").textContent = `共 ${answer.count}${answer.more ? "+" : ""} 条`;
  at("empty").hidden = answer.count > 0;
  at("more").hidden = !next;
}

/** The list of rules grows with what has been seen. */
function rememberRule(rule) {
  const select = at("query").elements.rule;
  if (![...select.options].some((option) => option.value === rule)) {
    select.add(new Option(rule, rule));
  }
}

function row(finding) {
  const tr = element("tr");
  const state = element("td");
  state.append(element("span", STATES[finding.state], `tag ${finding.state.toLowerCase()}`));
  const plate = [finding.vehicle.plate ?? "未备案", finding.vehicle.plateColour].filter(Boolean);
  const reason = element("td", finding.reason.zh, "reason");
  reason.title = finding.reason.zh;
  const open = element("button", "证据", "quiet");
  open.type = "button";
  open.setAttribute("aria-label", `${plate.join(" ")} ${finding.rule} 的证据`);
  open.addEventListener("click", () => attempt(() => evidence(finding.id)));
  const action = element("td");
  action.append(open);
  tr.append(
    state,
    element("td", plate.join(" "), "nowrap"),
    element("td", finding.vehicle.vin, "mono"),
    element("td", finding.rule, "nowrap"),
    reason,
    element("td", `${number(finding.peak)} ${finding.unit}`, "number"),
    element("td", `${number(finding.limit)} ${finding.unit}`, "number"),
    element("td", moment(finding.start), "nowrap"),
    element("td", lasting(finding.start, finding.end ?? finding.last), "nowrap"),
    element("td", finding.verified ? "可信" : "不可信", finding.verified ? "" : "weak"),
    element("td", finding.originZh, "nowrap"),
    action,
  );
  return tr;
}

async function evidence(id) {
  const personal = new URLSearchParams();
  for (const name of ["personal", "purpose"]) {
    if (query.has(name)) {
      personal.set(name, query.get(name));
    }
  }
  const answer = await call("GET", `/v1/findings/${id}?${personal}`);
  const finding = answer.finding;
  at("evidence-title").textContent = `线索 ${finding.id.slice(0, 8)} · ${finding.rule}`;
  const facts = {
    车辆: `${finding.vehicle.plate ?? "未备案"} ${finding.vehicle.plateColour ?? ""}　${finding.vehicle.vin}`,
    事由: finding.reason.zh,
    状态: `${STATES[finding.state]}，第 ${finding.revision} 次修订，${moment(finding.changed)}`,
    时间: `${moment(finding.start)} 至 ${moment(finding.end ?? finding.last)}（${lasting(finding.start, finding.end ?? finding.last)}）`,
    数值: `实测 ${number(finding.measured)}，峰值 ${number(finding.peak)}（${moment(finding.peakAt)}），限值 ${number(finding.limit)} ${finding.unit}`,
    规则: `${finding.rule}，规则集 ${finding.ruleSet}，评分 ${finding.score}`,
    法律依据: finding.law.zh + (finding.law.verified ? "" : "（尚未与正式文本核对）"),
    证据身份: finding.verified ? "可信" : "不可信，不得单独作为处罚依据",
    数据来源: finding.originZh,
  };
  at("facts").replaceChildren(
    ...Object.entries(facts).flatMap(([name, text]) => [element("dt", name), element("dd", text)]),
  );
  at("packet-count").textContent = `共 ${answer.packetCount} 个，显示 ${answer.packets.length} 个`;
  at("packets").replaceChildren(...answer.packets.map(packet));
  show("evidence");
}

function packet(one) {
  const details = element("details");
  const head = `${moment(one.received)} 收到，${SENDERS[one.sender]}，位置 ${one.position}`;
  details.append(element("summary", head), element("p", `SM3 ${one.sm3}`, "mono small"));
  details.append(
    one.hex === null
      ? element("p", "原始报文含车架号，脱敏显示时不提供。", "weak")
      : element("pre", one.hex.replace(/(..)/g, "$1 ").trim(), "hex"),
  );
  details.append(element("pre", JSON.stringify(one.decoded, null, 2)));
  return details;
}

at("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  attempt(async () => {
    const me = await call("POST", "/v1/session", {
      name: form.get("name"),
      password: form.get("password"),
    });
    event.target.reset();
    await signedIn(me);
  });
});

at("password").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  attempt(async () => {
    if (form.get("new") !== form.get("again")) {
      throw new Error("两次输入的新口令不一致");
    }
    const me = await call("PUT", "/v1/me/password", {old: form.get("old"), new: form.get("new")});
    event.target.reset();
    await signedIn(me);
  });
});

at("sign-out").addEventListener("click", () =>
  attempt(async () => {
    await call("DELETE", "/v1/session");
    signedOut();
  }),
);

at("query").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(search);
});
at("more").addEventListener("click", () => attempt(page));
at("back").addEventListener("click", () => show("findings"));
options(at("query").elements.state, STATES);
options(at("query").elements.purpose, PURPOSES);

call("GET", "/v1/session").then(signedIn, signedOut);
