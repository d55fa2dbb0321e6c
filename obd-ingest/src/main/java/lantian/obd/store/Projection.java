package lantian.obd.store;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.PacketRef;
import lantian.obd.filing.Filing;
import lantian.obd.frame.Frame;
import lantian.obd.log.LogBatch;
import lantian.obd.log.LogEntry;
import lantian.obd.packet.Command;
import lantian.obd.packet.Encryption;
import lantian.obd.packet.ItemType;
import lantian.obd.packet.Opener;
import lantian.obd.packet.Packet;
import lantian.obd.packet.Packets;
import lantian.obd.packet.PlatformCommands;
import lantian.obd.packet.Profile;
import lantian.obd.packet.QuarantineReason;
import lantian.obd.store.Applied.Need;
import lantian.obd.store.HeldBatch.Outcome;
import lantian.proto.Vin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a logged frame (报文投影): items into a vehicle, an event, or a pointer in the
 * quarantine. Belongs to a partition's thread.
 */
final class Projection {
  private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
  private static final int PLAIN = 0x01;

  private final Fleet fleet;
  private final Intake intake;
  private final Opener opener;
  private final PlatformCommands platform;
  private final Predicate<Vin> mine;
  private final Packets packets;
  private final Contents contents = new Contents();
  private final RealtimeUnit realtime;
  private final OtherReadings others;

  /**
   * @param mine says which vehicles belong to the partition
   * @param firstSampleAtHead see {@link ProjectorSettings}
   */
  Projection(
      Fleet fleet,
      Intake intake,
      Opener opener,
      PlatformCommands platform,
      boolean firstSampleAtHead,
      Predicate<Vin> mine) {
    this.fleet = fleet;
    this.intake = intake;
    this.opener = opener;
    this.platform = platform;
    this.mine = mine;
    this.packets = new Packets(platform);
    this.realtime = new RealtimeUnit(firstSampleAtHead);
    this.others = new OtherReadings(opener, firstSampleAtHead);
  }

  /** Sorts out the frames of a batch that are for vehicles of the partition. */
  void sort(LogBatch batch, HeldBatch held, List<Parcel> parcels) {
    List<LogEntry> entries = batch.entries();
    for (int row = 0; row < entries.size(); row++) {
      LogEntry entry = entries.get(row);
      Frame frame = entry.frame();
      if (VehicleFrames.isPlatforms(frame, platform)) {
        platforms(new Parcel(row, entry, frame, frame.vin()), held);
      } else {
        for (Frame one : VehicleFrames.of(frame, platform)) {
          sort(new Parcel(row, entry, one, one.vin()), held, parcels);
        }
      }
    }
  }

  private void sort(Parcel parcel, HeldBatch held, List<Parcel> parcels) {
    if (!mine.test(parcel.vin())) {
      return;
    }
    if (VehicleFrames.isBlank(parcel.vin())) {
      quarantine(parcel, held, QuarantineReason.NO_VIN, 0);
    } else {
      parcels.add(parcel);
    }
  }

  private void platforms(Parcel parcel, HeldBatch held) {
    if (mine.test(parcel.vin())) {
      event(null, parcel, held, null);
    }
  }

  /** Takes a frame into its vehicle; whatever is wrong with it ends in the quarantine. */
  void take(Vehicle vehicle, Parcel parcel, HeldBatch held) {
    long before = bytes(vehicle);
    try {
      open(vehicle, parcel, held);
    } catch (RuntimeException e) {
      LOG.error("log position {} can't be projected", parcel.entry().position().text(), e);
      quarantine(parcel, held, QuarantineReason.NO_LAYOUT, 0);
    }
    fleet.grew(bytes(vehicle) - before);
  }

  private static long bytes(Vehicle vehicle) {
    long bytes = 0;
    for (Window window : vehicle.windows()) {
      bytes += window.chunk().bytes();
    }
    return bytes;
  }

  private void open(Vehicle vehicle, Parcel parcel, HeldBatch held) {
    Frame frame = parcel.frame();
    vehicle.latest.heard(parcel.entry().receivedMillis());
    byte[] plain = null;
    if (frame.encryption() != PLAIN) {
      if (!Encryption.of(frame.encryption(), profile(vehicle, parcel)).opens()) {
        quarantine(parcel, held, QuarantineReason.BAD_ENCRYPTION, 0);
        return;
      }
      plain = opener.open(frame, profile(vehicle, parcel));
      if (plain == null) {
        quarantine(parcel, held, QuarantineReason.NO_KEY, 0);
        if (RealtimeUnit.reads(frame.command())) {
          others(vehicle, parcel, held, OtherReadings.sameCipher(parcel, profile(vehicle, parcel)));
        }
        return;
      }
    }
    if (!isData(frame)) {
      if (!event(vehicle, parcel, held, plain)) {
        return;
      }
      // A terminal that only logs in is heard of too; its row says since when it sends no data.
      fleet.changed(vehicle);
    }
    if (!RealtimeUnit.reads(frame.command())) {
      return;
    }
    if (plain != null) {
      items(vehicle, parcel, held, plain, 0, plain.length);
    } else {
      int start = frame.unitOffset();
      items(vehicle, parcel, held, frame.bytes(), start, start + frame.unitLength());
    }
  }

  private static boolean isData(Frame frame) {
    return frame.command() == Command.REALTIME || frame.command() == Command.REISSUE;
  }

  private void items(
      Vehicle vehicle, Parcel parcel, HeldBatch held, byte[] unit, int start, int end) {
    LogEntry entry = parcel.entry();
    Dossier dossier = vehicle.dossier == null ? Dossier.UNFILED : vehicle.dossier;
    Profile profile = profile(vehicle, parcel);
    int command = parcel.frame().command();
    long received = entry.receivedMillis();
    realtime.read(command, unit, start, end, profile, received, dossier, contents);
    QuarantineReason reason = realtime.reason();
    if (reason != null) {
      quarantine(parcel, held, reason, realtime.troubleAt());
    }
    Need need = held.again() ? Need.AGAIN : vehicle.applied.reach(entry.position());
    Set<Profile> under = OtherReadings.agreeing(parcel, profile, realtime);
    if (contents.count() > 0) {
      items(vehicle, parcel, held, need, under);
    }
    others(vehicle, parcel, held, under);
  }

  private void items(
      Vehicle vehicle, Parcel parcel, HeldBatch held, Need need, Set<Profile> under) {
    // Marks alone say nothing of what became of the frame: it is an event or in the quarantine.
    boolean told = contents.measures();
    if (need == Need.NOTHING) {
      if (told) {
        held.note(parcel.row(), Outcome.PROJECTED);
      }
      return;
    }
    PacketRef packet = OtherReadings.packet(parcel, realtime, under);
    boolean fresh = intake.take(vehicle, contents, packet, held, need);
    if (told) {
      held.note(parcel.row(), fresh ? Outcome.PROJECTED : Outcome.DUPLICATE);
    }
    if (need == Need.ALL) {
      vehicle.version++;
      if (told) {
        latest(vehicle, packet);
      }
    }
    fleet.changed(vehicle);
  }

  /** Keeps what the packet says under other profiles; a platform's only. */
  private void others(Vehicle vehicle, Parcel parcel, HeldBatch held, Set<Profile> told) {
    if (parcel.entry().connection().profile() != Profile.PLATFORM) {
      return;
    }
    others.each(
        parcel,
        told,
        (other, packet) -> {
          boolean stored =
              !held.again() && vehicle.applied.reach(packet.position()) == Need.NOTHING;
          if (!stored) {
            intake.keep(vehicle, other, packet, held);
            fleet.changed(vehicle);
          }
        });
  }

  private void latest(Vehicle vehicle, PacketRef packet) {
    vehicle.latest.proof(packet.iccid(), packet.signatureHead(), packet.position());
    for (int i = 0; i < contents.count(); i++) {
      boolean last = i + 1 == contents.count() || contents.type(i + 1) != contents.type(i);
      boolean measures = !ItemType.mark(contents.type(i));
      if (last && measures && !packet.untimed(contents.second(i))) {
        vehicle.latest.take(
            contents.second(i),
            contents.type(i),
            contents.bytes(i),
            contents.offset(i),
            contents.length(i));
      }
    }
    Told.controllers(contents, packet, vehicle.claims);
  }

  /** Returns false if the frame ended in the quarantine. */
  private boolean event(
      @Nullable Vehicle vehicle, Parcel parcel, HeldBatch held, byte @Nullable [] plain) {
    Frame frame = parcel.frame();
    Profile profile = parcel.entry().connection().profile();
    Packet packet =
        plain == null
            ? packets.read(frame, profile, null)
            : packets.read(frame, plain, profile, null);
    QuarantineReason doubt = Events.doubt(packet);
    if (doubt != null) {
      quarantine(parcel, held, doubt, 0);
      return false;
    }
    Events.of(parcel.vin(), parcel, packet).ifPresent(event -> fleet.set().addEvent(event, held));
    if (vehicle != null && packet instanceof Packet.Login login) {
      if (Told.card(login, parcel, vehicle.claims)) {
        // With the event, or the log would be let go before the image that has the card.
        fleet.changed(vehicle);
        fleet.save(vehicle);
      }
    }
    held.note(parcel.row(), Outcome.PROJECTED);
    return true;
  }

  private void quarantine(Parcel parcel, HeldBatch held, QuarantineReason reason, int offset) {
    fleet.set().addQuarantine(Quarantine.pointer(parcel, reason, offset), held);
    held.note(parcel.row(), Outcome.QUARANTINED);
    held.point(parcel.row(), parcel.nested());
  }

  private static Profile profile(Vehicle vehicle, Parcel parcel) {
    Dossier dossier = vehicle.dossier;
    return profile(dossier == null ? Dossier.UNFILED : dossier, parcel.entry());
  }

  /** The terminal's own profile where a platform forwards for it and it is filed. */
  static Profile profile(Dossier dossier, LogEntry entry) {
    Profile profile = entry.connection().profile();
    Filing filing = profile == Profile.PLATFORM ? dossier.inForce(entry.receivedMillis()) : null;
    return filing == null || filing.profile() == null ? profile : filing.profile();
  }
}
