package clickahead.prepare;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes that may be text. A text here holds each byte as a character of its own. */
final class Utf8 {
  private Utf8() {}

  /** Are the bytes UTF-8, without the zero bytes that no text has? */
  static boolean isText(String bytes) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
      return bytes.indexOf('\0') < 0;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
