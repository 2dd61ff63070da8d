package clickahead.cli.compare;

/** One model of a comparison could not be tuned, trained or timed; the others can. */
final class CompareFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  CompareFailure(String message) {
    super(message);
  }
}
