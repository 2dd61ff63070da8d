package clickahead.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds a string's position in a column: an open-addressing table of positions, no string is kept.
 */
final class StringIndex {
  private final StringColumn column;
  private final int[] table;

  StringIndex(StringColumn column) {
    this.column = column;
    table = new int[Integer.highestOneBit(Math.max(4, column.size())) * 4];
    Arrays.fill(table, -1);
    for (int i = 0; i < column.size(); i++) {
      MemorySegment value = column.encoded(i);
      int slot = slot(value);
      while (table[slot] >= 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = i;
    }
  }

  /** Position of a string, or -1. */
  int find(String value) {
    MemorySegment wanted = MemorySegment.ofArray(value.getBytes(StandardCharsets.UTF_8));
    for (int slot = slot(wanted); table[slot] >= 0; slot = (slot + 1) & (table.length - 1)) {
      if (column.encoded(table[slot]).mismatch(wanted) < 0) {
        return table[slot];
      }
    }
    return -1;
  }

  private int slot(MemorySegment value) {
    int hash = 1;
    for (long i = 0; i < value.byteSize(); i++) {
      hash = 31 * hash + value.get(ValueLayout.JAVA_BYTE, i);
    }
    return ((hash * 0x9E3779B9) >>> 7) & (table.length - 1);
  }
}
