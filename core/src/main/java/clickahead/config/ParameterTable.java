package clickahead.config;

import java.util.List;

/** Renders declared parameters for people. */
public final class ParameterTable {
  private ParameterTable() {}

  /** A Markdown table with one row per parameter. */
  public static String markdown(List<DeclaredParameter> parameters) {
    if (parameters.isEmpty()) {
      return "It has no parameters.\n";
    }
    StringBuilder table = new StringBuilder();
    table.append("| parameter | type | default | allowed | what it does |\n");
    table.append("| --- | --- | --- | --- | --- |\n");
    for (DeclaredParameter p : parameters) {
      table.append(
          "| `%s` | %s | `%s` | %s | %s |\n"
              .formatted(p.name(), p.type(), p.defaultValue(), p.range(), p.text()));
    }
    return table.toString();
  }

  /** Plain text for a terminal: name and default on one line, what it does below. */
  public static String text(List<DeclaredParameter> parameters) {
    if (parameters.isEmpty()) {
      return "  none\n";
    }
    StringBuilder text = new StringBuilder();
    for (DeclaredParameter p : parameters) {
      text.append("  %s=%s\n      %s\n".formatted(p.name(), p.defaultValue(), p.text()));
    }
    return text.toString();
  }
}
