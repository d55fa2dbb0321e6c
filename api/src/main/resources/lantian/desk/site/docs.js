// "Try it out" works for whoever is signed in: the session's CSRF token is added to what changes something.
let csrf = null;
fetch("/v1/session", {headers: {Accept: "application/json"}})
  .then((answer) => (answer.ok ? answer.json() : {csrf: null}))
  .then((me) => (csrf = me.csrf));
SwaggerUIBundle({
  url: "/openapi.yaml",
  dom_id: "#docs",
  deepLinking: true,
  validatorUrl: null,
  requestInterceptor: (request) => {
    if (csrf && request.method !== "GET") {
      request.headers["X-CSRF-Token"] = csrf;
    }
    return request;
  },
});
