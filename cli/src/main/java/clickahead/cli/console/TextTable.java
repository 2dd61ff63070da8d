package clickahead.cli.console;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns as wide as they need to be; numbers are set to the right. */
public final class TextTable {
  private final List<String[]> rows = new ArrayList<>();

  /** Adds a row; the first one is the head. */
  public TextTable row(Object... values) {
    String[] cells = new String[values.length];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = String.valueOf(values[i]);
    }
    rows.add(cells);
    return this;
  }

  /** Prints all rows. */
  public void print(Console console) {
    int columns = rows.getFirst().length;
    int[] width = new int[columns];
    boolean[] number = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      number[c] = c > 0 && rows.size() > 1;
      for (int r = 0; r < rows.size(); r++) {
        String cell = rows.get(r)[c];
        width[c] = Math.max(width[c], cell.codePointCount(0, cell.length()));
        number[c] &= r == 0 || cell.matches("[-+<]?[\\d,]*\\.?\\d*");
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String padding = " ".repeat(width[c] - row[c].codePointCount(0, row[c].length()));
        line.append(c == 0 ? "" : "  ");
        line.append(number[c] ? padding + row[c] : row[c] + padding);
      }
      console.out().println(line.toString().stripTrailing());
    }
  }
}
