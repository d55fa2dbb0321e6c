/** Every page: its element, how it is fetched when first opened, what its reader must be allowed or be, and the menu entry it is under. */
export const PAGES = {
  home: {tag: "home-page", load: () => import("./home.js")},
  map: {tag: "map-page", load: () => import("./map.js"), needs: ["listPositions", "listVehicles"]},
  findings: {tag: "findings-page", load: () => import("./findings.js"), needs: ["listFindings"]},
  finding: {tag: "finding-page", load: () => import("./finding.js"), needs: ["getFinding"], under: "findings"},
  cases: {tag: "cases-page", load: () => import("./cases.js"), needs: ["listCases"]},
  case: {tag: "case-page", load: () => import("./case.js"), needs: ["getCase"], under: "cases"},
  review: {tag: "review-page", load: () => import("./review.js"), needs: ["listCases", "moveCase"], roles: ["ECOLOGY"]},
  arrivals: {tag: "arrivals-page", load: () => import("./arrivals.js"), needs: ["registerArrival"]},
  lists: {tag: "lists-page", load: () => import("./lists.js"), needs: ["listLists"]},
  handover: {tag: "handover-page", load: () => import("./handover.js"), needs: ["getList"], under: "lists"},
  jobs: {tag: "jobs-page", load: () => import("./jobs.js"), needs: ["listJobs"]},
  vehicles: {tag: "vehicles-page", load: () => import("./vehicles.js"), needs: ["listVehicles"]},
  vehicle: {tag: "vehicle-page", load: () => import("./vehicle.js"), needs: ["getVehicle"], under: "vehicles"},
  terminals: {tag: "terminals-page", load: () => import("./terminals.js"), needs: ["listTerminals"]},
  frames: {tag: "frames-page", load: () => import("./frames.js"), needs: ["listFrames"], under: "terminals"},
  quarantine: {tag: "quarantine-page", load: () => import("./quarantine.js"), needs: ["listQuarantine"]},
  conflicts: {tag: "conflicts-page", load: () => import("./conflicts.js"), needs: ["listConflicts"]},
  quality: {tag: "quality-page", load: () => import("./quality.js"), needs: ["listQuality", "getQualitySummary", "listVehicleQuality"]},
  gaps: {tag: "gaps-page", load: () => import("./gaps.js"), needs: ["listGaps"], under: "quality"},
  users: {tag: "users-page", load: () => import("./users.js"), needs: ["listUsers"]},
  keys: {tag: "keys-page", load: () => import("./keys.js"), needs: ["listMachineKeys"]},
  rules: {tag: "rules-page", load: () => import("./rules.js"), needs: ["listRuleSets"]},
  rule: {tag: "rule-page", load: () => import("./rule.js"), needs: ["getRuleSet"], under: "rules"},
  audit: {tag: "audit-page", load: () => import("./audit.js"), needs: ["listAudit"]},
  organisations: {tag: "organisations-page", load: () => import("./organisations.js"), needs: ["listOrganisations"]},
  receivers: {tag: "receivers-page", load: () => import("./receivers.js"), needs: ["createReceiver"]},
  deliveries: {tag: "deliveries-page", load: () => import("./deliveries.js"), needs: ["listReceivers", "listDeliveries"]},
  system: {tag: "system-page", load: () => import("./system.js"), needs: ["systemStatus"]},
  account: {tag: "account-page", load: () => import("./account.js"), needs: ["listOwnSessions"]},
};

/** The left menu: groups of pages. Whoever may not open one does not see it. */
export const MENU = [
  ["menu.watch", ["home", "map", "arrivals", "cases", "review", "lists", "findings", "vehicles"]],
  ["menu.quality", ["quality", "terminals", "quarantine", "conflicts"]],
  ["menu.admin", ["rules", "organisations", "users", "keys", "audit", "receivers", "deliveries", "jobs", "system", "account"]],
];
