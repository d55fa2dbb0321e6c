package lantian.obd.terminal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import lantian.obd.filing.Filings;
import lantian.obd.frame.Frame;
import lantian.obd.log.Connection;
import lantian.obd.log.Feed;
import lantian.obd.packet.Command;
import org.jspecify.annotations.Nullable;

/**
 * Who a connection says it is (连接身份): its session, and the ICCID that the log keeps with its
 * frames. Links of platforms have neither.
 */
final class Presence {
  private static final int ICCID = 8;
  private static final int ICCID_LEAST = 8;
  private static final int ICCID_MOST = 64;
  private static final int CHIP = 6;
  private static final int CHIP_LENGTH = 16;
  private static final int VIN = 3;

  private final Link link;
  private final Feed feed;
  private Connection row;
  private @Nullable Session session;

  Presence(Link link, Connection row, Feed feed) {
    this.link = link;
    this.row = row;
    this.feed = feed;
  }

  /** A login is logged under the ICCID that it brings. May be called again for the same frame. */
  void beforeLog(Frame frame, boolean accepted) {
    if (frame.command() == Command.LOGIN && accepted && ofTerminal(frame)) {
      String iccid = iccid(frame);
      if (!iccid.equals(row.iccid())) {
        row =
            new Connection(
                row.id(), row.listener(), row.profile(), row.tls(), row.address(), iccid);
        feed.identify(row);
      }
    }
  }

  /** A frame was taken: begins or goes on with the session of its VIN. */
  void afterLog(Frame frame, boolean accepted) {
    long nowMillis = link.loop().millis();
    if (!ofTerminal(frame)) {
      return;
    }
    Sessions sessions = link.loop().shared().sessions();
    Session current = session;
    if (current == null || !current.under(frame.bytes(), frame.offset() + VIN)) {
      end();
      current = sessions.open(frame.vin(), link, nowMillis);
      session = current;
    }
    current.seen(nowMillis);
    if (accepted && frame.encryption() == 0x01) {
      if (frame.command() == Command.LOGIN) {
        sessions.login(current);
        verify(current, new Identity(row.iccid(), current.identity().chipId()));
      } else if (frame.command() == Command.ACTIVATION) {
        verify(current, new Identity(current.identity().iccid(), chip(frame)));
      }
    }
  }

  /** Ends the session, if there is one. */
  void end() {
    if (session != null) {
      link.loop().shared().sessions().close(session);
      session = null;
    }
  }

  private void verify(Session claimant, Identity claimed) {
    claimant.identify(claimed);
    var _ =
        link.loop()
            .shared()
            .filings()
            .ask(claimant.vin())
            .thenAcceptAsync(filed -> settle(claimant, claimed, filed), link.loop().executor());
  }

  private void settle(Session claimant, Identity claimed, Filings filed) {
    Instant now = link.loop().shared().clock().instant();
    if (claimant != session
        || !claimant.identity().equals(claimed)
        || !claimed.fits(filed.at(now))) {
      return;
    }
    claimant.verified(true);
    for (Session older : link.loop().shared().sessions().outdone(claimant)) {
      older.link().replace();
    }
  }

  private boolean ofTerminal(Frame frame) {
    return !link.door().platform() && !frame.platformStyle();
  }

  /** The rest of a login's unit, without the padding that some terminals add. */
  private static String iccid(Frame frame) {
    if (frame.encryption() != 0x01 || frame.unitLength() < ICCID + ICCID_LEAST) {
      return "";
    }
    int length = Math.min(ICCID_MOST, frame.unitLength() - ICCID);
    String text =
        new String(frame.bytes(), frame.unitOffset() + ICCID, length, StandardCharsets.ISO_8859_1);
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return text.substring(0, end);
  }

  private static String chip(Frame frame) {
    int from = frame.unitOffset() + CHIP;
    return HexFormat.of().formatHex(frame.bytes(), from, from + CHIP_LENGTH);
  }
}
