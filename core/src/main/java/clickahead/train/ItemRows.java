package clickahead.train;

import clickahead.graph.ItemTable;

/** Weights of which each item has a row of W, whatever holds them. */
public interface ItemRows {
  /** Numbers of a row, W; the item's bias among them. */
  int width();

  /** One weight. */
  double get(int item, int column);

  /** Sets one weight. */
  void put(int item, int column, double value);

  /** The rows of a table, bias included. */
  static ItemRows of(ItemTable table) {
    return new ItemRows() {
      @Override
      public int width() {
        return table.units() + 1;
      }

      @Override
      public double get(int item, int column) {
        return table.get(0, item, column);
      }

      @Override
      public void put(int item, int column, double value) {
        table.put(0, item, column, value);
      }
    };
  }
}
