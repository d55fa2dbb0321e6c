package lantian.desk.fault;

/**
 * What the desk answers when it does not do what was asked (错误类别, RFC 9457). Names are the codes
 * that programs may rely on.
 */
public enum Fault {
  MALFORMED(400, "请求无法识别", "The request can't be read"),
  INVALID(400, "请求内容不符合要求", "The request does not follow the contract"),
  NOT_SIGNED_IN(401, "请先登录", "Sign in first"),
  SIGN_IN_FAILED(401, "用户名或口令不正确", "Name or password is wrong"),
  SIGN_ON_STALE(
      401,
      "统一认证已过期、已用过，或不是由本浏览器发起，请重新点击“统一认证登录”",
      "This sign-on is too old, used, or was begun in another browser; begin again"),
  SIGN_ON_REFUSED(
      401,
      "统一认证未通过，请重新登录；仍不行请联系系统管理员，或用用户名和口令登录",
      "The provider's proof does not hold; begin again, ask the system administrator, or sign in"
          + " with name and password"),
  SIGN_ON_UNLINKED(
      401,
      "统一认证身份没有对应的可用账号，请联系安全管理员关联，新账号须先用一次性口令登录并修改口令",
      "No account that may sign in is linked to you; ask the security administrator, and use a new"
          + " account's one-time password first"),
  SIGNATURE(401, "请求签名无效", "The signature does not fit the request, or the key does not hold"),
  CLOCK(401, "签名时间与服务器相差超过五分钟", "The signature's time is more than five minutes off"),
  NONCE_USED(401, "该随机数已用过，请重新签名", "This nonce has been used; sign anew"),
  FORBIDDEN(403, "没有权限", "This role may not do that"),
  CSRF(403, "缺少防伪令牌或令牌已失效", "The CSRF token is missing or stale"),
  PERSONAL_FORBIDDEN(403, "无权查看未脱敏信息", "This role may not see personal data unmasked"),
  CHANGE_PASSWORD(403, "请先修改口令", "Change the password first"),
  NOT_FOUND(404, "没有找到", "Not found"),
  METHOD(405, "不支持的请求方法", "The method is not allowed here"),
  NOT_ACCEPTABLE(406, "无法提供所要求的格式", "None of the accepted formats is available"),
  TIMED_OUT(408, "请求发送超时", "The request took too long to arrive"),
  CONFLICT(409, "与现有数据冲突", "It conflicts with what is there"),
  IN_FLIGHT(409, "同一幂等键的请求正在处理，请稍后再试", "The request with this key is under way; try again later"),
  OUTCOME_UNKNOWN(
      409,
      "上次请求是否生效不明，请先查询，再换一个幂等键",
      "Whether the request with this key was done is unknown; look first, then take a new key"),
  ANSWER_GONE(
      409,
      "该请求已经完成，应答过大未保存，请查询结果",
      "The request with this key was done; its answer was too long to be kept, look it up"),
  SIGN_ON_OFF(
      409,
      "本系统未启用统一认证，请用用户名和口令登录",
      "Sign-on by a provider is not set up here; sign in with name and password"),
  ILLEGAL_MOVE(409, "案件当前状态不允许该操作", "The case can't be moved so from where it stands"),
  GATE_SHUT(409, "办理条件不满足", "What must hold before this move does not hold"),
  CHANGED_SINCE(412, "数据已被修改，请重新读取后再试", "It was changed since you read it; read it again"),
  TOO_LARGE(413, "请求内容过大", "The request body is too large"),
  URI_TOO_LONG(414, "请求地址过长", "The address is too long"),
  MEDIA_TYPE(415, "不支持的内容类型", "The content type is not supported"),
  KEY_REUSED(422, "该幂等键已用于另一请求", "This Idempotency-Key stands for another request"),
  UNREADABLE_FILE(422, "文件无法处理", "The file can't be processed"),
  WEAK_PASSWORD(422, "口令不符合要求", "The password does not meet the rules"),
  TOO_MANY_ROWS(422, "结果超过上限，请缩小范围", "More rows than one answer may hold; narrow the filter"),
  UNCONDITIONAL(428, "须以 If-Match 指明所改的版本", "Say by If-Match which state you mean to change"),
  THROTTLED(429, "尝试过于频繁，请稍后再试", "Too many attempts; try again later"),
  TOO_MANY_KEYS(429, "一日内使用的幂等键过多", "Too many idempotency keys in one day"),
  BUSY_CALLER(429, "并发请求过多", "Too many requests at once from this caller"),
  HEADERS_TOO_LARGE(431, "请求头过大", "The request headers are too large"),
  EVIDENCE_DAMAGED(
      500, "证据文件已损坏或缺失，请联系系统管理员核验", "The evidence file is damaged or gone; have it verified"),
  INTERNAL(500, "服务器内部错误", "An error inside the server"),
  OVERLOADED(503, "服务繁忙，请稍后再试", "The server is busy; try again later"),
  UNAVAILABLE(503, "数据库暂时不可用", "The database can't be reached at the moment"),
  SIGN_ON_AWAY(
      503,
      "统一认证服务暂时无法访问，请稍后再试，或用用户名和口令登录",
      "The sign-on provider can't be reached; try again later, or sign in with name and password"),
  NOT_READY(503, "服务尚未就绪", "Not ready");

  private final int status;
  private final String zh;
  private final String en;

  Fault(int status, String zh, String en) {
    this.status = status;
    this.zh = zh;
    this.en = en;
  }

  /** HTTP status. */
  public int status() {
    return status;
  }

  /** Title, Chinese. */
  public String zh() {
    return zh;
  }

  /** Title, English. */
  public String en() {
    return en;
  }
}
