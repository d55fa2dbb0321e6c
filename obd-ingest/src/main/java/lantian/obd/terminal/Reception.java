package lantian.obd.terminal;

import lantian.obd.frame.Foreign;
import lantian.obd.frame.Frame;
import lantian.obd.frame.FrameSink;
import lantian.obd.frame.Refusal;
import lantian.obd.log.Feed;
import lantian.obd.packet.QuarantineReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what a connection's framer cuts (报文接收): a frame goes to the lane and its answer is owed;
 * what is none is counted, and a sender of another protocol is sent away.
 */
final class Reception implements FrameSink {
  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final Link link;
  private final Loop loop;
  private final Feed feed;
  private final Presence presence;
  private final Outbox outbox;
  private final Brake brake;
  private final Toll toll;
  private long appended;
  private long sinceNanos;
  private boolean greeted;

  Reception(Link link, Feed feed, Presence presence, Outbox outbox, Brake brake, Toll toll) {
    this.link = link;
    this.loop = link.loop();
    this.feed = feed;
    this.presence = presence;
    this.outbox = outbox;
    this.brake = brake;
    this.toll = toll;
  }

  /** True once a frame was taken. */
  boolean greeted() {
    return greeted;
  }

  /** The deadline for the next frame begins now. */
  void waitAnew(long nanos) {
    sinceNanos = nanos;
  }

  /** How long no frame has come although one could have. */
  long quietNanos(long nanos) {
    return nanos - sinceNanos;
  }

  @Override
  public boolean frame(byte[] array, int offset, int length) {
    if (link.left()) {
      return true;
    }
    Frame frame = new Frame(array, offset, length);
    if (Stranger.gbt32960(frame, link.door().profile())) {
      foreign(Foreign.GBT32960);
      return true;
    }
    AckPolicy policy = link.door().policy(frame);
    AnswerForm form = AnswerForm.of(frame, policy, loop.shared().settings().platformCommands());
    if (form != AnswerForm.SILENT && outbox.owed() >= loop.limits().unanswered()) {
      brake.press(Pause.ANSWERS);
      return false;
    }
    QuarantineReason reason = loop.check().check(frame, link.door().profile(), loop.millis());
    presence.beforeLog(frame, reason == null);
    int mark = reason == null ? 0 : reason.code();
    if (!feed.append(loop.millis(), mark, array, offset, length)) {
      brake.press(Pause.LANE);
      return false;
    }
    appended++;
    greeted = true;
    waitAnew(loop.nanos());
    toll.frame();
    presence.afterLog(frame, reason == null);
    if (reason != null) {
      loop.shared().meters().quarantined(reason);
    }
    if (form != AnswerForm.SILENT) {
      outbox.owe(appended - 1, frame, policy, form, reason == null);
    }
    return true;
  }

  @Override
  public void refused(Refusal reason) {
    loop.shared().meters().refused(reason);
  }

  @Override
  public void junk(int bytes) {
    loop.shared().meters().junk(bytes);
    toll.junk(bytes);
  }

  @Override
  public void foreign(Foreign protocol) {
    loop.shared().meters().foreign(protocol);
    String notice =
        loop.notice().line(protocol, link.door().number(), link.address(), loop.nanos());
    if (notice != null) {
      LOG.warn("{}", notice);
    }
    switch (protocol) {
      case GBT32960 -> link.leave(Farewell.GBT32960);
      case HJ212 -> {
        // Four digits behind two marks may also stand inside a damaged frame of an honest sender.
        if (!greeted) {
          link.leave(Farewell.HJ212);
        }
      }
    }
  }
}
