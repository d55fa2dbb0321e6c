package lantian.deploy.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the VIN that a controller broadcasts in several frames (J1939 transport protocol). The
 * delimiter {@code *} at its end belongs to the message and not to the VIN.
 */
final class VinMessage {
  private static final int ANNOUNCEMENT = 0xEC00;
  private static final int PART = 0xEB00;
  private static final int BROADCAST = 0x20;
  private static final int VIN_GROUP = 65_260;

  private final Map<Integer, ByteArrayOutputStream> open = new HashMap<>();
  private final Map<Integer, Integer> lengths = new HashMap<>();
  private Optional<String> text = Optional.empty();

  /** Takes a frame, whatever it is. */
  void take(CanFrame frame) {
    if (frame.group() == ANNOUNCEMENT && frame.data()[0] == BROADCAST) {
      open.remove(frame.source());
      if (frame.word(5, 3) == VIN_GROUP) {
        open.put(frame.source(), new ByteArrayOutputStream());
        lengths.put(frame.source(), (int) frame.word(1, 2));
      }
    }
    ByteArrayOutputStream message = open.get(frame.source());
    if (frame.group() == PART && message != null) {
      message.write(frame.data(), 1, frame.data().length - 1);
      int length = lengths.getOrDefault(frame.source(), 0);
      if (message.size() >= length) {
        open.remove(frame.source());
        text = Optional.of(stripped(Arrays.copyOf(message.toByteArray(), length)));
      }
    }
  }

  /** The last VIN that came whole, without its delimiter. */
  Optional<String> text() {
    return text;
  }

  private static String stripped(byte[] message) {
    String all = new String(message, StandardCharsets.ISO_8859_1);
    int delimiter = all.indexOf('*');
    return delimiter < 0 ? all : all.substring(0, delimiter);
  }
}
