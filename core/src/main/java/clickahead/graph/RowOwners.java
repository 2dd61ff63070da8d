package clickahead.graph;

/**
 * Who owns which item: worker i modulo W, as its row i / W. Two or four workers, the usual numbers,
 * need no division.
 *
 * @param workers W
 * @param shift log2 W, or -1 where W is no power of two
 */
record RowOwners(int workers, int shift) {

  RowOwners(int workers) {
    this(workers, Integer.bitCount(workers) == 1 ? Integer.numberOfTrailingZeros(workers) : -1);
  }

  /** The worker that owns an item. */
  int owner(int item) {
    return shift >= 0 ? item & (workers - 1) : item % workers;
  }

  /** The item's number among those of its owner. */
  int local(int item) {
    return shift >= 0 ? item >>> shift : item / workers;
  }
}
