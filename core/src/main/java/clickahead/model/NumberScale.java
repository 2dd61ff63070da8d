package clickahead.model;

/**
 * What makes numbers one of mean 0 and deviation 1.
 *
 * @param mean of the numbers that it was made of
 * @param deviation theirs; 0 where all are the same
 */
record NumberScale(double mean, double deviation) {
  /** Leaves numbers as they are. */
  static final NumberScale NONE = new NumberScale(0, 1);

  static NumberScale of(double[] numbers) {
    double sum = 0;
    double squares = 0;
    for (double x : numbers) {
      sum += x;
      squares += x * x;
    }
    int count = Math.max(1, numbers.length);
    double mean = sum / count;
    return new NumberScale(mean, Math.sqrt(Math.max(0, squares / count - mean * mean)));
  }

  double of(double number) {
    return deviation > 0 ? (number - mean) / deviation : 0;
  }
}
