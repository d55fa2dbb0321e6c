package lantian.obd.store;

import java.time.Instant;
import java.util.function.Consumer;
import lantian.obd.chunk.Added;
import lantian.obd.chunk.Dossier;
import lantian.obd.chunk.ItemReading;
import lantian.obd.chunk.OpenChunk;
import lantian.obd.chunk.PacketRef;
import lantian.obd.chunk.Windows;
import lantian.obd.packet.Iccid;
import lantian.obd.packet.ItemType;
import lantian.obd.rule.Finding;
import lantian.obd.rule.Judge;
import lantian.obd.store.PendingDay.Reason;
import lantian.proto.CityTime;
import org.jspecify.annotations.Nullable;

/**
 * Takes the items of a packet into a vehicle: merges them into its open chunks and steps the judge
 * with what is newer than everything before (数据接入).
 *
 * <p>What can't be stepped in order is told as a pending day. Belongs to a partition's thread.
 */
final class Intake {
  private final Judge judge;
  private final Telling telling;
  private final Windows windows;
  private final ItemReading reading = new ItemReading();
  private final Consumer<Finding> found;
  private boolean told;

  /** Where an open chunk comes from. */
  @FunctionalInterface
  interface Windows {
    /** The vehicle's open chunk that holds this second, opened if need be, never a full one. */
    Window open(Vehicle vehicle, long second);
  }

  /** Who hears of days to be judged again. */
  @FunctionalInterface
  interface Telling {
    void tell(Vehicle vehicle, int day, Reason reason);
  }

  Intake(Judge judge, Windows windows, Telling telling) {
    this.judge = judge;
    this.windows = windows;
    this.telling = telling;
    this.found = finding -> told = true;
  }

  /**
   * Takes a packet.
   *
   * @param contents its items, sorted
   * @param packet where they come from
   * @param need what the vehicle lacks of the packet, not {@link Applied.Need#NOTHING}
   * @return true if a measurement of it was not known before
   */
  boolean take(
      Vehicle vehicle, Contents contents, PacketRef packet, HeldBatch batch, Applied.Need need) {
    Dossier dossier = vehicle.dossier == null ? Dossier.UNFILED : vehicle.dossier;
    boolean verified = dossier.trust(packet).verified();
    boolean fresh = false;
    long sender = Iccid.digest(packet.iccid());
    Window window = null;
    for (int i = 0; i < contents.count(); i++) {
      long second = contents.second(i);
      window = window(window, vehicle, second, packet, batch);
      window.takeFrom(sender);
      Added added = add(window, contents, i, packet);
      fresh |= added != Added.SAME && !ItemType.mark(contents.type(i));
      // Only a mark may be older: it is kept, and its day judged again if the filing changes.
      boolean filed = !dossier.beforeFiling(second);
      if (packet.untimed(second)) {
        vehicle.aheadUntil = Math.max(vehicle.aheadUntil, second);
      } else if (filed && need == Applied.Need.ALL) {
        judge(vehicle, dossier, contents, i, added, verified, sender, window);
      } else if (filed && need == Applied.Need.AGAIN) {
        telling.tell(vehicle, CityTime.dayNumber(second), Reason.LATE);
      }
      if (!verified) {
        window.takeUnproven();
      }
    }
    return fresh;
  }

  /**
   * Keeps what a packet says under a profile that is not filed: nothing is judged of it until it
   * is.
   */
  void keep(Vehicle vehicle, Contents contents, PacketRef packet, HeldBatch batch) {
    Window window = null;
    for (int i = 0; i < contents.count(); i++) {
      window = window(window, vehicle, contents.second(i), packet, batch);
      add(window, contents, i, packet);
    }
  }

  private Window window(
      @Nullable Window last, Vehicle vehicle, long second, PacketRef packet, HeldBatch batch) {
    if (last != null && last.chunk().start() == OpenChunk.startOf(second) && !last.chunk().full()) {
      return last;
    }
    Window window = windows.open(vehicle, second);
    window.hold(batch, packet.position());
    if (packet.oneOfSeveral()) {
      window.takeOneOfSeveral();
    }
    return window;
  }

  private static Added add(Window window, Contents contents, int item, PacketRef packet) {
    return window
        .chunk()
        .add(
            packet,
            contents.second(item),
            contents.type(item),
            contents.bytes(item),
            contents.offset(item),
            contents.length(item));
  }

  private void judge(
      Vehicle vehicle,
      Dossier dossier,
      Contents contents,
      int item,
      Added added,
      boolean verified,
      long sender,
      Window window) {
    long second = contents.second(item);
    if (contents.key(item) > vehicle.lastKey) {
      if (added == Added.CONFLICT) {
        telling.tell(vehicle, CityTime.dayNumber(second), Reason.CONFLICT);
      }
      step(vehicle, dossier, contents, item, verified, sender);
      return;
    }
    boolean better =
        (verified && window.unproven())
            || second <= vehicle.aheadUntil
            || window.severalReadings()
            || window.severalSenders();
    if (added == Added.CONFLICT) {
      telling.tell(vehicle, CityTime.dayNumber(second), Reason.CONFLICT);
    } else if (added == Added.NEW || better) {
      telling.tell(vehicle, CityTime.dayNumber(second), Reason.LATE);
    }
  }

  private void step(
      Vehicle vehicle,
      Dossier dossier,
      Contents contents,
      int item,
      boolean verified,
      long sender) {
    long second = contents.second(item);
    int day = CityTime.dayNumber(second);
    if (day != vehicle.newestDay) {
      if (vehicle.newestDay != Vehicle.NO_DAY) {
        telling.tell(vehicle, vehicle.newestDay, Reason.CLOSE);
      }
      vehicle.newestDay = day;
      vehicle.startDigest = vehicle.memory.digest();
    }
    vehicle.lastKey = contents.key(item);
    told = false;
    vehicle.memory =
        judge.step(
            vehicle.memory,
            reading.set(
                second,
                contents.type(item),
                contents.bytes(item),
                contents.offset(item),
                verified,
                sender),
            vehicle.vin(),
            dossier.at(second),
            found);
    if (told) {
      telling.tell(vehicle, day, Reason.FINDING);
    }
    if (vehicle.dossier == null) {
      telling.tell(vehicle, day, Reason.REGISTER);
    }
  }

  /** When a day told for this reason is to be judged. */
  static Instant due(Reason reason, Instant now, ProjectorSettings settings) {
    return switch (reason) {
      case CLOSE -> now.plus(settings.closeAfter());
      case LATE, CONFLICT, REGISTER, REBUILT -> now.plus(settings.quiet());
      case FINDING, CHAIN, RULES -> now;
    };
  }
}
