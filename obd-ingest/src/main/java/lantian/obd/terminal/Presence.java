package lantian.obd.terminal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
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
  private static final int VIN = 3;

  private final Link link;
  private final Feed feed;
  private Connection row;
  private @Nullable Session session;
  private long askedNanos;

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
      switch (frame.command()) {
        case Command.LOGIN -> {
          sessions.login(current);
          identify(current, current.identity().withIccid(row.iccid()));
        }
        case Command.LOGOUT -> current.loggedOut();
        case Command.ACTIVATION -> prove(current, Frame.of(frame.copy()));
        default -> {
          // Says nothing of the sender.
        }
      }
    }
    long asked = link.loop().nanos() - askedNanos;
    if (!current.identity().equals(Identity.NONE)
        && asked > link.loop().shared().filings().recheck().toNanos()) {
      ask(current, current.identity());
    }
  }

  /** Ends the session, if there is one. */
  void end() {
    if (session != null) {
      link.loop().shared().sessions().close(session);
      session = null;
    }
  }

  /** An activation counts once its signature was checked, away from the loop. */
  private void prove(Session claimant, Frame activation) {
    Loop loop = link.loop();
    Instant now = loop.shared().clock().instant();
    var _ =
        loop.shared()
            .filings()
            .ask(claimant.vin())
            .thenCompose(filed -> loop.shared().proofs().signedAt(activation, filed.at(now)))
            .thenAcceptAsync(
                second -> {
                  if (claimant == session && second != Proofs.NONE) {
                    identify(
                        claimant, claimant.identity().withChip(Proofs.chip(activation), second));
                  }
                },
                loop.executor());
  }

  private void identify(Session claimant, Identity claimed) {
    claimant.identify(claimed);
    ask(claimant, claimed);
  }

  /** Asks the register whether this is the terminal filed; a filing may be made or end any time. */
  private void ask(Session claimant, Identity claimed) {
    askedNanos = link.loop().nanos();
    var _ =
        link.loop()
            .shared()
            .filings()
            .ask(claimant.vin())
            .thenAcceptAsync(filed -> settle(claimant, claimed, filed), link.loop().executor());
  }

  private void settle(Session claimant, Identity claimed, Filings filed) {
    Instant now = link.loop().shared().clock().instant();
    if (claimant != session || !claimant.identity().equals(claimed) || !filed.known()) {
      return;
    }
    claimant.verified(claimed.fits(filed.at(now)));
    if (!claimant.verified()) {
      return;
    }
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
}
