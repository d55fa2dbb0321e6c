package lantian.desk.delivery;

import java.time.Duration;

/** How an attempt to hand an event over ended (投递结果). */
public sealed interface Outcome {
  /**
   * The receiver has it.
   *
   * @param status HTTP status, 0 where there is none
   * @param took how long that took
   */
  record Delivered(int status, Duration took) implements Outcome {}

  /**
   * It does not have it, or nobody knows.
   *
   * @param reason why, a stable word
   * @param status HTTP status, 0 where there was none
   * @param took how long that took
   */
  record Failed(Failure reason, int status, Duration took) implements Outcome {}

  /** Why an event was not handed over (失败原因). Names are stored and must not change. */
  enum Failure {
    STATUS("对方返回的状态不是成功", "the receiver's answer was no success"),
    REDIRECT("对方要求转到别处，出于安全不予跟随", "the receiver redirects, which is not followed"),
    GONE("对方表示不再接收（410）", "the receiver says it takes no more (410)"),
    TIMEOUT("对方未在时限内应答", "the receiver did not answer in time"),
    UNREACHABLE("无法连接对方", "the receiver can't be reached"),
    ADDRESS("地址解析到不允许的网段", "the address leads where nothing may be sent"),
    SECRET("签名密钥文件无法读取", "the file with the secret can't be read"),
    FOLDER_MISSING("文件夹不存在或无法访问", "the folder is missing or can't be used"),
    FOLDER_FULL("文件夹内未签收的文件过多", "too many files wait in the folder for a receipt"),
    WRITE("文件无法写入", "the file can't be written");

    private final String zh;
    private final String en;

    Failure(String zh, String en) {
      this.zh = zh;
      this.en = en;
    }

    /** The Chinese words. */
    public String zh() {
      return zh;
    }

    /** The English words. */
    public String en() {
      return en;
    }
  }
}
