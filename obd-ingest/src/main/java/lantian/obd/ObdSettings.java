package lantian.obd;

import lantian.obd.filing.FilingSettings;
import lantian.obd.log.LogSettings;
import lantian.obd.store.ProjectorSettings;
import lantian.obd.terminal.TerminalSettings;

/**
 * Settings of the OBD room (OBD 设置).
 *
 * @param terminal what terminals and platforms connect to
 * @param log the raw log
 * @param filing the cache in front of the terminal register
 * @param projector what makes records of the log
 */
public record ObdSettings(
    TerminalSettings terminal,
    LogSettings log,
    FilingSettings filing,
    ProjectorSettings projector) {
  /** What holds unless somebody sets it. */
  public static ObdSettings defaults() {
    return new ObdSettings(
        TerminalSettings.defaults(),
        LogSettings.defaults(),
        FilingSettings.defaults(),
        ProjectorSettings.DEFAULT);
  }
}
