package clickahead;

import static clickahead.SessionStateException.Reason.DAMAGED;
import static clickahead.SessionStateException.Reason.FOREIGN;
import static clickahead.SessionStateException.Reason.NEWER;
import static clickahead.SessionStateException.Reason.OTHER_MODEL;

import clickahead.model.Clicks;
import clickahead.model.ModelFingerprint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/**
 * A session as bytes, little-endian: magic and version, 4 bytes each; the model's fingerprint, 16;
 * number of clicks C and size of the state D, 4 each; item indices, 4 C; the state in single
 * precision, 4 D; where the model looks at features of events what it was told of them; a CRC-32 of
 * all that. A model that knows a session by its clicks alone has D = 0.
 */
final class SessionBytes {
  private static final int MAGIC = 0x534B4C43;
  private static final int VERSION = 1;
  private static final int HEAD = 4 + 4 + 16 + 4 + 4;
  private static final int CHECKSUM = 4;

  private SessionBytes() {}

  static byte[] write(ModelFingerprint model, Clicks clicks, float[] state, int units) {
    long length = HEAD + 4L * clicks.size() + 4L * units + clicks.detailBytes() + CHECKSUM;
    ByteBuffer bytes = buffer(new byte[Math.toIntExact(length)]);
    bytes.putInt(MAGIC).putInt(VERSION);
    bytes.putLong(model.high()).putLong(model.low());
    bytes.putInt(clicks.size()).putInt(units);
    for (int i = 0; i < clicks.size(); i++) {
      bytes.putInt(clicks.item(i));
    }
    for (int i = 0; i < units; i++) {
      bytes.putFloat(state[i]);
    }
    clicks.putDetails(bytes);
    bytes.putInt(checksum(bytes));
    return bytes.array();
  }

  /**
   * Reads a session.
   *
   * @param session a new one, which gets the clicks and the state
   * @throws SessionStateException if the bytes are no session of this model
   */
  static void read(byte[] saved, ModelFingerprint model, int items, Session session) {
    ByteBuffer bytes = buffer(saved);
    checkHead(bytes, model);
    int clicks = bytes.getInt();
    int units = bytes.getInt();
    long details = session.known().leastDetailBytes(Math.max(0, clicks));
    long expected = HEAD + 4L * clicks + 4L * units + details + CHECKSUM;
    boolean longer = saved.length > expected && !session.known().detailsVary();
    if (clicks < 0 || units < 0 || saved.length < expected || longer) {
      throw damaged("it has " + saved.length + " bytes, its head says " + expected);
    }
    int sum = checksum(buffer(saved).position(saved.length - CHECKSUM));
    if (bytes.getInt(saved.length - CHECKSUM) != sum) {
      throw damaged("its checksum is wrong");
    }
    for (int i = 0; i < clicks; i++) {
      int item = bytes.getInt();
      if (item < 0 || item >= items) {
        throw damaged("it clicked item " + item + " of " + items);
      }
      session.remember(item);
    }
    if (units != session.stateSize()) {
      throw damaged("its state has " + units + " elements, the model's " + session.stateSize());
    }
    float[] state = session.state();
    for (int i = 0; i < units; i++) {
      state[i] = bytes.getFloat();
    }
    if (!session.known().getDetails(bytes) || bytes.remaining() != CHECKSUM) {
      throw damaged("it has features that the model does not know");
    }
  }

  private static void checkHead(ByteBuffer bytes, ModelFingerprint model) {
    int length = bytes.remaining();
    if (length < 4 || bytes.getInt() != MAGIC) {
      throw new SessionStateException(
          FOREIGN, "not a saved session: " + length + " bytes that do not begin with CLKS");
    }
    if (length < 8) {
      throw damaged("it has only " + length + " bytes");
    }
    int version = bytes.getInt();
    if (version < 1 || version > VERSION) {
      throw new SessionStateException(
          NEWER,
          "a saved session of format "
              + version
              + ", this version reads format "
              + VERSION
              + ". Restore it with the version that saved it, or feed its clicks to a new session");
    }
    if (length < HEAD + CHECKSUM) {
      throw damaged("it has only " + length + " bytes");
    }
    ModelFingerprint own = new ModelFingerprint(bytes.getLong(), bytes.getLong());
    if (!own.equals(model)) {
      throw new SessionStateException(
          OTHER_MODEL,
          "a session of the model "
              + own
              + ", this is the model "
              + model
              + ". Restore it with its own model, or feed its clicks to a new session");
    }
  }

  private static SessionStateException damaged(String problem) {
    return new SessionStateException(
        DAMAGED, "a damaged session: " + problem + ". Save it again, or begin a new one");
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Of the bytes before the buffer's position. */
  private static int checksum(ByteBuffer bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes.array(), 0, bytes.position());
    return (int) sum.getValue();
  }
}
