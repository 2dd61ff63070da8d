package clickahead.report;

import java.util.Locale;

/** Text with tags, SVG or HTML, that is put together piece by piece. */
final class Markup {
  private final StringBuilder text = new StringBuilder();

  /** Adds a piece; strings among the values must be {@linkplain #escape escaped}. */
  Markup add(String format, Object... values) {
    text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    return this;
  }

  /** Text as it stands between tags or in an attribute. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
