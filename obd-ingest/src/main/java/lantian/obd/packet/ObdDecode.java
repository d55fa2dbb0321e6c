package lantian.obd.packet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringTokenizer;
import lantian.obd.frame.Frame;
import lantian.obd.frame.FrameSink;
import lantian.obd.frame.Framer;
import lantian.obd.frame.Refusal;

/** Decodes byte streams for people and programs (报文解码工具): the output of spec clause 14. */
public final class ObdDecode {
  private static final int MAX_UNIT = 8192;

  private final Profile profile;
  private final PacketOutput output = new PacketOutput(new Packets(PlatformCommands.DEFAULT));

  /** A decoder for one profile. */
  public ObdDecode(Profile profile) {
    this.profile = profile;
  }

  /**
   * Decodes one stream: hex, chunks separated by blanks arrive as separate reads, and the stream
   * ends with the line.
   *
   * @throws IllegalArgumentException if a chunk is not hex; the message names the chunk
   */
  public ObjectNode line(String line) {
    Stream stream = new Stream();
    Framer framer = new Framer(MAX_UNIT, Long.MAX_VALUE / 2);
    int number = 0;
    for (StringTokenizer chunks = new StringTokenizer(line); chunks.hasMoreTokens(); ) {
      String chunk = chunks.nextToken();
      number++;
      byte[] bytes = bytes(chunk, number);
      framer.feed(bytes, 0, bytes.length, 0, stream);
    }
    int left = framer.end(stream);
    return stream.result(left);
  }

  private static byte[] bytes(String chunk, int number) {
    try {
      return HexFormat.of().parseHex(chunk);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "chunk " + number + " is not hex (pairs of 0-9 a-f): " + e.getMessage(), e);
    }
  }

  private final class Stream implements FrameSink {
    private final List<Frame> frames = new ArrayList<>();
    private final ArrayNode rejects = JsonNodeFactory.instance.arrayNode();
    private int junk;

    @Override
    public boolean frame(byte[] array, int offset, int length) {
      frames.add(Frame.of(new Frame(array, offset, length).copy()));
      return true;
    }

    @Override
    public void refused(Refusal reason) {
      rejects.add(reason.word());
    }

    @Override
    public void junk(int bytes) {
      junk += bytes;
    }

    ObjectNode result(int left) {
      ObjectNode out = JsonNodeFactory.instance.objectNode();
      out.put("frames", frames.size());
      ArrayNode decoded = out.putArray("decoded");
      frames.forEach(frame -> decoded.add(output.frame(frame, profile, null)));
      out.put("junkBytes", junk);
      out.set("rejects", rejects);
      out.put("leftoverBytes", left);
      if (!frames.isEmpty()) {
        first(out, frames.getFirst());
      }
      return out;
    }

    private void first(ObjectNode out, Frame frame) {
      Packet packet = new Packets(PlatformCommands.DEFAULT).read(frame, profile, null);
      if (!(packet instanceof Packet.Realtime realtime)) {
        return;
      }
      Layout layout = realtime.layout();
      if (!realtime.layouts().isEmpty() && layout != null) {
        out.put("preferredLayout", layout.name());
      } else {
        HexFormat hex = HexFormat.of();
        out.putObject("salvage")
            .put("items", realtime.items().size())
            .put("tailHex", hex.formatHex(realtime.unit(), realtime.tail(), realtime.end()));
      }
    }
  }
}
