package clickahead.report;

import java.util.List;

/** How charts look: the same line for the same model in every panel, on light and dark pages. */
final class ChartStyle {
  /** Colours that differ for everybody (Okabe and Ito, 2008), and on light and dark alike. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999");

  /** Dashes of the second, third, ... line of a colour. */
  private static final List<String> DASHES = List.of("", "7 3", "2 3", "9 3 2 3");

  /** For a picture that is a file of its own; the page of a comparison has these classes too. */
  static final String SHEET =
      """
      <style>
      text{fill:#1f2328}.page{fill:#ffffff}.grid{stroke:#d0d7de}.share{fill:#eaeef2}.few{fill:#ffffff}
      @media (prefers-color-scheme:dark){
      text{fill:#e6edf3}.page{fill:#0d1117}.grid{stroke:#30363d}.share{fill:#21262d}.few{fill:#0d1117}}
      </style>
      """;

  private ChartStyle() {}

  /** The colour of the n-th model. */
  static String colour(int n) {
    return COLOURS.get(n % COLOURS.size());
  }

  /** The attributes of the n-th model's line. */
  static String line(int n) {
    String dash = DASHES.get(n / COLOURS.size() % DASHES.size());
    return "stroke=\""
        + colour(n)
        + "\""
        + (dash.isEmpty() ? "" : " stroke-dasharray=\"" + dash + "\"");
  }
}
