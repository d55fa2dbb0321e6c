import {either, language, t} from "./words.js";

let csrf = null;

/** The key that a change has to carry. */
export function remember(token) {
  csrf = token;
}

/** What the interface refused, in words: its title and what is wrong where. */
export class Problem extends Error {
  constructor(status, body) {
    const details = (body.errors ?? []).map((error) => either(error.messages)).join("；");
    const title = either(body.titles) || body.title;
    super(details ? `${title}：${details}` : title);
    this.status = status;
    this.code = body.code;
    this.allowed = body.allowed ?? [];
  }
}

/** A key of its own for each request that changes something, so that one whose answer was lost can be sent again. */
function key() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Sends a request, and once more if no answer came: the same key or plain reading makes that harmless. */
async function sent(path, request) {
  for (const last of [request.method !== "GET" && request.method !== "POST", true]) {
    try {
      return await fetch(path, request);
    } catch (error) {
      if (error.name === "AbortError") {
        throw error;
      }
      if (last) {
        break;
      }
    }
  }
  throw new Error(t("app.noServer"));
}

/** Calls the interface and gives its answer with the tag that a later change has to name. */
export async function ask(method, path, {body, file, type = "text/csv", upload, match, signal} = {}) {
  const headers = {Accept: "application/json", "Accept-Language": language};
  if (csrf && method !== "GET") {
    headers["X-CSRF-Token"] = csrf;
  }
  if (body) {
    headers["Content-Type"] = "application/json";
  }
  if (file) {
    headers["Content-Type"] = type;
  }
  if (upload) {
    headers["Content-Type"] = "application/octet-stream";
  }
  if (match) {
    headers["If-Match"] = match;
  }
  if (method === "POST") {
    headers["Idempotency-Key"] = key();
  }
  const answer = await sent(path, {method, headers, body: upload ?? file ?? (body && JSON.stringify(body)), signal});
  if (answer.status === 204) {
    return {json: null, tag: null};
  }
  let json;
  try {
    json = await answer.json();
  } catch {
    throw new Error(t("app.noServer"));
  }
  if (!answer.ok) {
    const problem = new Problem(answer.status, json);
    if (problem.code === "NOT_SIGNED_IN") {
      window.dispatchEvent(new CustomEvent("signed-out"));
    }
    throw problem;
  }
  return {json, tag: answer.headers.get("ETag")};
}

/** The JSON of a path with these parameters; empty ones are left out. */
export async function get(path, parameters = {}, signal) {
  const query = new URLSearchParams();
  const pairs = parameters instanceof URLSearchParams ? parameters : Object.entries(parameters);
  for (const [name, value] of pairs) {
    if (value !== "" && value !== null && value !== undefined) {
      query.set(name, value);
    }
  }
  const text = query.toString();
  return (await ask("GET", text ? `${path}?${text}` : path, {signal})).json;
}

export const post = async (path, body) => (await ask("POST", path, {body})).json;
