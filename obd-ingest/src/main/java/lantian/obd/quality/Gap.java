package lantian.obd.quality;

/**
 * Seconds of a vehicle that are missing, or were (缺失时段).
 *
 * @param kind what became of them
 * @param first first epoch second
 * @param last last epoch second
 */
public record Gap(Kind kind, long first, long last) {
  /** What became of missing seconds. */
  public enum Kind {
    /** The engine ran, and they did not come in time. */
    MISSING("缺失"),
    /** They did not come live, and a reissue brought them in time. */
    REISSUED("已补发"),
    /** Too long a silence between two running states to say that the engine ran. */
    SILENCE("静默");

    private final String zh;

    Kind(String zh) {
      this.zh = zh;
    }

    /** The Chinese word. */
    public String zh() {
      return zh;
    }
  }

  /** Hears of gaps. */
  @FunctionalInterface
  public interface Taker {
    /** Seconds {@code first} to {@code last}, both included. */
    void take(Kind kind, long first, long last);
  }

  /** How many seconds. */
  public long seconds() {
    return last - first + 1;
  }
}
