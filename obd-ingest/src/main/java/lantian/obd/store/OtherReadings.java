package lantian.obd.store;

import java.util.EnumSet;
import java.util.Set;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.PacketRef;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.Encryption;
import lantian.obd.packet.Opener;
import lantian.obd.packet.Profile;
import org.jspecify.annotations.Nullable;

/**
 * What a packet that a platform forwarded says under profiles that are not filed for its vehicle
 * now (其他协议解读). Mostly nothing else: only where several layouts fit, or none, or the encryption
 * byte means another cipher.
 *
 * <p>All readings are kept, so that a filing that comes or changes later needs no other look at the
 * log (decision 0032). Reused from packet to packet.
 */
final class OtherReadings {
  private static final int PLAIN = 0x01;

  private final Opener opener;
  private final RealtimeUnit realtime;
  private final Contents contents = new Contents();

  /**
   * @param firstSampleAtHead see {@link ProjectorSettings}
   */
  OtherReadings(Opener opener, boolean firstSampleAtHead) {
    this.opener = opener;
    this.realtime = new RealtimeUnit(firstSampleAtHead);
  }

  /** Hears of a reading that has items. */
  @FunctionalInterface
  interface Taker {
    void take(Contents contents, PacketRef packet);
  }

  /** Tells of every reading under a profile that is not among {@code told}, each once. */
  void each(Parcel parcel, Set<Profile> told, Taker taker) {
    if (told.size() == Profile.ALL.size()) {
      return;
    }
    Set<Profile> left = EnumSet.copyOf(Profile.ALL);
    left.removeAll(told);
    while (!left.isEmpty()) {
      Profile one = left.iterator().next();
      Set<Profile> same = EnumSet.copyOf(sameCipher(parcel, one));
      if (read(parcel, one)) {
        same.retainAll(realtime.agreeing());
        if (contents.count() > 0) {
          taker.take(contents, packet(parcel, realtime, same));
        }
      }
      left.removeAll(same);
    }
  }

  private boolean read(Parcel parcel, Profile profile) {
    byte[] unit = parcel.frame().bytes();
    int start = parcel.frame().unitOffset();
    int end = start + parcel.frame().unitLength();
    if (parcel.frame().encryption() != PLAIN) {
      byte @Nullable [] plain = opener.open(parcel.frame(), profile);
      if (plain == null) {
        return false;
      }
      unit = plain;
      start = 0;
      end = plain.length;
    }
    // No pointer says that this reading has items from before the filing, so they are kept now.
    long received = parcel.entry().receivedMillis();
    int command = parcel.frame().command();
    realtime.read(command, unit, start, end, profile, received, Dossier.UNFILED, contents);
    return true;
  }

  /** The profiles that read a unit, read under one of them, in the same way. */
  static Set<Profile> agreeing(Parcel parcel, Profile profile, RealtimeUnit realtime) {
    if (parcel.entry().connection().profile() != Profile.PLATFORM) {
      return Profile.ALL; // Nothing but the listener decides.
    }
    Set<Profile> agreeing = realtime.agreeing();
    Set<Profile> cipher = sameCipher(parcel, profile);
    if (cipher.size() == Profile.ALL.size() || agreeing.equals(cipher)) {
      return agreeing;
    }
    Set<Profile> both = EnumSet.copyOf(agreeing);
    both.retainAll(cipher);
    return both;
  }

  /** The profiles whose table gives the frame's encryption byte the same meaning. */
  static Set<Profile> sameCipher(Parcel parcel, Profile profile) {
    int code = parcel.frame().encryption();
    if (code == PLAIN) {
      return Profile.ALL;
    }
    Encryption cipher = Encryption.of(code, profile);
    Set<Profile> same = EnumSet.of(profile);
    Profile.ALL.stream().filter(one -> Encryption.of(code, one) == cipher).forEach(same::add);
    return same;
  }

  /** A packet as it was read, the same whatever was filed then. */
  static PacketRef packet(Parcel parcel, RealtimeUnit realtime, Set<Profile> under) {
    LogEntry entry = parcel.entry();
    Profile listener = entry.connection().profile();
    return new PacketRef(
        entry.position(),
        entry.receivedMillis(),
        entry.connection().iccid(),
        realtime.signatureHead(),
        under.contains(listener) ? listener : under.iterator().next(),
        realtime.layout(),
        under,
        realtime.sent(parcel.frame().command()));
  }
}
