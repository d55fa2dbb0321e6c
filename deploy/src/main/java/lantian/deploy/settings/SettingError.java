package lantian.deploy.settings;

/**
 * A setting that can't be used (设置错误): its message names the key, the value and what is expected.
 */
public final class SettingError extends RuntimeException {
  private static final long serialVersionUID = 1;

  SettingError(String line) {
    super(line);
  }

  /** A key that no record component answers to. */
  static SettingError unknown(String key, String nearest) {
    return new SettingError("unknown setting " + key + "; the nearest valid name is " + nearest);
  }

  /** A value that its component can't take. */
  static SettingError bad(String key, String value, String expected) {
    return new SettingError(key + ": " + Secrets.shown(key, value) + " is not " + expected);
  }
}
