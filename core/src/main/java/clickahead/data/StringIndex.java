package clickahead.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds a string's position in a column: an open-addressing table of positions, no string is kept.
 * Looking up a string of ASCII characters, as ids nearly always are, allocates nothing.
 */
final class StringIndex {
  private final StringColumn column;
  private final int[] table;

  StringIndex(StringColumn column) {
    this.column = column;
    table = new int[Integer.highestOneBit(Math.max(4, column.size())) * 4];
    Arrays.fill(table, -1);
    for (int i = 0; i < column.size(); i++) {
      int slot = slot(hash(i));
      while (table[slot] >= 0) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = i;
    }
  }

  /** Position of a string, or -1. */
  int find(String value) {
    int hash = 1;
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) >= 0x80) {
        return find(value.getBytes(StandardCharsets.UTF_8));
      }
      hash = 31 * hash + (byte) value.charAt(i);
    }
    for (int slot = slot(hash); table[slot] >= 0; slot = (slot + 1) & (table.length - 1)) {
      if (column.length(table[slot]) == value.length() && equals(table[slot], value)) {
        return table[slot];
      }
    }
    return -1;
  }

  private boolean equals(int position, String ascii) {
    for (int i = 0; i < ascii.length(); i++) {
      if (column.at(position, i) != (byte) ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int find(byte[] value) {
    int hash = 1;
    for (byte b : value) {
      hash = 31 * hash + b;
    }
    for (int slot = slot(hash); table[slot] >= 0; slot = (slot + 1) & (table.length - 1)) {
      if (column.length(table[slot]) == value.length && equals(table[slot], value)) {
        return table[slot];
      }
    }
    return -1;
  }

  private boolean equals(int position, byte[] value) {
    for (int i = 0; i < value.length; i++) {
      if (column.at(position, i) != value[i]) {
        return false;
      }
    }
    return true;
  }

  private int hash(int position) {
    int hash = 1;
    for (int i = 0; i < column.length(position); i++) {
      hash = 31 * hash + column.at(position, i);
    }
    return hash;
  }

  private int slot(int hash) {
    return ((hash * 0x9E3779B9) >>> 7) & (table.length - 1);
  }
}
