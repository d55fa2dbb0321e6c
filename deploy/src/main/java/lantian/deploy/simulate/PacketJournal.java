package lantian.deploy.simulate;

/** Is told of every frame that a link writes and of every one the server answered (发送日志). */
public interface PacketJournal {
  /** Keeps nothing. */
  PacketJournal NONE =
      new PacketJournal() {
        @Override
        public void sent(byte[] frame) {}

        @Override
        public void answered(byte[] frame, boolean refused) {}
      };

  /** The frame is about to be written; may be told again after a reconnect. */
  void sent(byte[] frame);

  /** The server answered this frame. */
  void answered(byte[] frame, boolean refused);
}
