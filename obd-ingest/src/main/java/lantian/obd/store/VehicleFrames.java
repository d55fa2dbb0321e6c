package lantian.obd.store;

import java.util.List;
import lantian.obd.frame.Frame;
import lantian.obd.packet.Nesting;
import lantian.obd.packet.PlatformCommands;
import lantian.proto.Vin;

/** Tells what of a logged frame is for vehicles, and what is between platforms. */
final class VehicleFrames {
  private static final int PLAIN = 0x01;
  private static final int COMMAND_FLAG = 0xFE;

  private VehicleFrames() {}

  /** The frames in a logged one that are for vehicles: itself, those nested in it, or none. */
  static List<Frame> of(Frame frame, PlatformCommands platform) {
    if (isPlatforms(frame, platform)) {
      return List.of();
    }
    boolean nested = frame.platformStyle() && frame.encryption() == PLAIN && Nesting.in(frame);
    return nested ? Nesting.frames(frame) : List.of(frame);
  }

  /** True if the frame is one platform's to another and no vehicle's. */
  static boolean isPlatforms(Frame frame, PlatformCommands platform) {
    return frame.platformStyle()
        && (frame.responseFlag() != COMMAND_FLAG
            || platform.purpose(frame) != PlatformCommands.Purpose.FORWARDED);
  }

  /** True if the VIN field names no vehicle. */
  static boolean isBlank(Vin vin) {
    return vin.text().chars().allMatch(c -> c == 0 || c == ' ');
  }
}
