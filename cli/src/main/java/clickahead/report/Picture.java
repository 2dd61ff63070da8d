package clickahead.report;

import java.util.List;

/**
 * A drawing, {@value #WIDTH} wide, that can stand in a page or in a larger picture.
 *
 * @param label what it shows
 * @param body SVG
 */
record Picture(String label, int height, String body) {
  static final int WIDTH = 450;

  /** For a page that has the style sheet. */
  String alone() {
    return "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n%s</svg>\n"
        .formatted(WIDTH, height, Markup.escape(label), body);
  }

  /** Several in two columns, as a file of its own for light and dark pages. */
  static String file(String title, List<Picture> pictures) {
    Markup all = new Markup();
    int y = 40;
    for (int i = 0; i < pictures.size(); i += 2) {
      int height = 0;
      for (int column = 0; column < 2 && i + column < pictures.size(); column++) {
        Picture picture = pictures.get(i + column);
        all.add("<g transform=\"translate(%d,%d)\">\n", column * WIDTH, y);
        all.add("%s</g>\n", picture.body);
        height = Math.max(height, picture.height);
      }
      y += height + 10;
    }
    return new Markup()
        .add(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\">\n",
            2 * WIDTH, y)
        .add("%s", ChartStyle.SHEET)
        .add("<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n")
        .add("<text x=\"15\" y=\"24\" font-size=\"15\">%s</text>\n", Markup.escape(title))
        .add("%s</svg>\n", all)
        .toString();
  }
}
