package clickahead.baseline;

import clickahead.data.SessionLog;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * Stochastic gradient descent on -log sigmoid(s (i - j) + b_i - b_j): s is a session, i an item
 * that it clicked, j another one, drawn from all items alike. The original draws negatives from the
 * items of the first rows of its table only, and may draw the click itself.
 */
final class BprMfDescent {
  private final SessionLog train;
  private final BprMfParameters parameters;
  private final MemorySegment itemRows;
  private final MemorySegment sessionRows;
  private final int items;
  private final int factors;
  private final int[] sessionOf;
  private final int[] order;
  private final float[] session;
  private final float[] clicked;
  private final float[] other;
  private CountedRandom random;
  private int next;
  private double loss;

  /**
   * Draws all factors.
   *
   * @param arena owns the sessions' factors
   * @param itemRows [N, factors + 1] receives factors and bias of each item
   */
  BprMfDescent(
      SessionLog train,
      int items,
      BprMfParameters parameters,
      Arena arena,
      MemorySegment itemRows) {
    this.train = train;
    this.items = items;
    this.parameters = parameters;
    this.itemRows = itemRows;
    factors = parameters.nFactors();
    random = new CountedRandom(parameters.seed(), 0);
    session = new float[factors];
    clicked = new float[factors + 1];
    other = new float[factors + 1];
    long sessions = train.sessions();
    sessionRows = arena.allocate(Math.max(1, sessions * factors * Float.BYTES), Float.BYTES);
    order = new int[Math.toIntExact(train.events())];
    sessionOf = new int[order.length];
    for (int s = 0; s < sessions; s++) {
      Arrays.fill(sessionOf, (int) train.start(s), (int) train.start(s + 1), s);
    }
    Arrays.setAll(order, e -> e);
    // A bias starts at 0, behind the factors of its row.
    for (long i = 0; i < items; i++) {
      draw(itemRows, i * (factors + 1));
    }
    for (long s = 0; s < sessions; s++) {
      draw(sessionRows, s * factors);
    }
  }

  private void draw(MemorySegment rows, long at) {
    double sigma = parameters.sigma();
    for (int f = 0; f < factors; f++) {
      double value =
          parameters.initNormal()
              ? sigma * random.nextGaussian()
              : sigma * (2 * random.nextDouble() - 1);
      rows.setAtIndex(ValueLayout.JAVA_FLOAT, at + f, (float) value);
    }
  }

  /** Begins a pass over all clicks, in another order. */
  void beginPass() {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int event = order[i];
      order[i] = order[j];
      order[j] = event;
    }
    next = 0;
    loss = 0;
  }

  /**
   * Learns from the next clicks of the pass.
   *
   * @param most how many at most
   * @return how many there were
   */
  int learn(int most) {
    int end = (int) Math.min(order.length, (long) next + most);
    int done = end - next;
    // Where there is but one item there is no other to compare it with.
    for (; next < end && items > 1; next++) {
      step(sessionOf[order[next]], train.item(order[next]));
    }
    next = end;
    return done;
  }

  /** Clicks of the pass that have been learned from. */
  int next() {
    return next;
  }

  /** Sum of their losses. */
  double loss() {
    return loss;
  }

  /** Random numbers drawn so far. */
  long drawn() {
    return random.given();
  }

  /** The sessions' factors [S, factors]. */
  MemorySegment sessionRows() {
    return sessionRows;
  }

  /** The order of the clicks in the pass [E]. */
  int[] order() {
    return order;
  }

  /**
   * Goes on where another one stood, all rows of which were copied.
   *
   * @param itsOrder its order
   */
  void moveTo(int[] itsOrder, int itsNext, double itsLoss, long itsDrawn) {
    System.arraycopy(itsOrder, 0, order, 0, order.length);
    next = itsNext;
    loss = itsLoss;
    random = new CountedRandom(parameters.seed(), itsDrawn);
  }

  private void step(int s, int item) {
    int negative = random.nextInt(items - 1);
    negative += negative >= item ? 1 : 0;
    long sessionAt = (long) s * factors;
    long itemAt = (long) item * (factors + 1);
    long otherAt = (long) negative * (factors + 1);
    MemorySegment.copy(
        sessionRows, ValueLayout.JAVA_FLOAT, sessionAt * Float.BYTES, session, 0, factors);
    MemorySegment.copy(
        itemRows, ValueLayout.JAVA_FLOAT, itemAt * Float.BYTES, clicked, 0, factors + 1);
    MemorySegment.copy(
        itemRows, ValueLayout.JAVA_FLOAT, otherAt * Float.BYTES, other, 0, factors + 1);
    move();
    MemorySegment.copy(
        session, 0, sessionRows, ValueLayout.JAVA_FLOAT, sessionAt * Float.BYTES, factors);
    MemorySegment.copy(
        clicked, 0, itemRows, ValueLayout.JAVA_FLOAT, itemAt * Float.BYTES, factors + 1);
    MemorySegment.copy(
        other, 0, itemRows, ValueLayout.JAVA_FLOAT, otherAt * Float.BYTES, factors + 1);
  }

  private void move() {
    float difference = clicked[factors] - other[factors];
    for (int f = 0; f < factors; f++) {
      difference += session[f] * (clicked[f] - other[f]);
    }
    // Strict, so that interpreted and compiled code learn the same model.
    float pull = (float) (1 / (1 + StrictMath.exp(difference)));
    loss += Math.max(0, -difference) + StrictMath.log1p(StrictMath.exp(-Math.abs(difference)));
    float rate = (float) parameters.learningRate();
    float ofSession = (float) parameters.lambdaSession();
    float ofItem = (float) parameters.lambdaItem();
    for (int f = 0; f < factors; f++) {
      float s = session[f];
      float i = clicked[f];
      float j = other[f];
      session[f] = s + rate * (pull * (i - j) - ofSession * s);
      clicked[f] = i + rate * (pull * s - ofItem * i);
      other[f] = j - rate * (pull * s + ofItem * j);
    }
    if (parameters.itemBias()) {
      clicked[factors] += rate * (pull - ofItem * clicked[factors]);
      other[factors] -= rate * (pull + ofItem * other[factors]);
    }
  }
}
