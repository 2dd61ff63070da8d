package clickahead.recbole;

import java.util.Map;

/**
 * The columns of an atomic file that are read.
 *
 * @param file its name, for messages
 * @param types the type of each column, by name; empty where there is no such file
 */
public record AtomicColumns(String file, Map<String, String> types) {

  @Override
  public String toString() {
    String found = types.isEmpty() ? "no such file, or none" : String.join(", ", types.keySet());
    return file + " (columns that are read: " + found + ")";
  }
}
