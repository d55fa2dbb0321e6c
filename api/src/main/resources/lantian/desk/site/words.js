/** Words for people. Codes come from the interface; nothing here decides anything. */
export const STATES = {"": "未撤回", OPEN: "持续中", CLOSED: "已结束", WITHDRAWN: "已撤回"};
export const SENDERS = {CLAIMED: "自称", BOUND: "卡号相符", SIGNED: "签名有效"};
export const PURPOSES = {
  "": "脱敏显示",
  REVIEW: "完整 · 审核",
  PENALTY: "完整 · 处罚",
  REPAIR: "完整 · 维修监督",
  COMPLAINT: "完整 · 投诉核查",
};
export const OPERATIONS = {
  createUser: "新建用户", changeUser: "停用或启用用户", resetPassword: "重置口令", listUsers: "用户列表",
  createMachineKey: "新建机器密钥", listMachineKeys: "机器密钥列表", revokeMachineKey: "撤销机器密钥",
  listUserSessions: "用户的会话", endUserSessions: "注销用户的会话", listAudit: "审计记录", verifyAudit: "校验审计链",
  systemStatus: "运行状态", listTerminals: "终端备案列表", getTerminal: "终端备案详情", listFrames: "报文日志",
  listQuarantine: "隔离报文", explainSilence: "未显示原因", searchVehicles: "按车架号查询",
};

/** 2026-11-23T08:00:00+08:00 → 2026-11-23 08:00:00 */
export function moment(text) {
  return text ? text.slice(0, 19).replace("T", " ") : "";
}

/** Whole minutes and seconds between two moments. */
export function lasting(from, to) {
  const seconds = Math.round((Date.parse(to) - Date.parse(from)) / 1000) + 1;
  const minutes = Math.floor(seconds / 60);
  if (minutes >= 60) {
    return `${Math.floor(minutes / 60)}时${minutes % 60}分`;
  }
  return minutes > 0 ? `${minutes}分${seconds % 60}秒` : `${seconds}秒`;
}

export function number(value) {
  return new Intl.NumberFormat("zh-CN", {maximumFractionDigits: 1}).format(value);
}
