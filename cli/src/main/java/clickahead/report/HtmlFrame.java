package clickahead.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A page as one HTML file: it loads nothing, follows the reader's light or dark colours, and fits a
 * telephone as well as a wide screen.
 */
final class HtmlFrame {
  private HtmlFrame() {}

  /**
   * The page.
   *
   * @param title as text
   * @param body as HTML, what stands below the title
   */
  static String page(String title, String body) {
    String text = Markup.escape(title);
    return new Markup()
        .add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n")
        .add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
        .add("<title>%s</title>\n<style>\n%s</style>\n</head>\n", text, resource("page.css"))
        .add("<body>\n<main>\n<h1>%s</h1>\n%s</main>\n", text, body)
        .add("<script>\n%s</script>\n</body>\n</html>\n", resource("page.js"))
        .toString();
  }

  /** Pictures beside each other, as many as there is room for. */
  static void grid(Markup html, List<String> pictures) {
    html.add("<div class=\"grid2\">\n");
    pictures.forEach(picture -> html.add("<figure>%s</figure>\n", picture));
    html.add("</div>\n");
  }

  private static String resource(String name) {
    try (InputStream stream = HtmlFrame.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
