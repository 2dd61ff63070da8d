package clickahead.baseline;

import clickahead.data.SessionLog;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Stochastic gradient descent on -log sigmoid(s (i - j) + b_i - b_j): s is a session, i an item
 * that it clicked, j another one, drawn from all items alike. The original draws negatives from the
 * items of the first rows of its table only, and may draw the click itself.
 */
final class BprMfTraining {
  private final SessionLog train;
  private final BprMfParameters parameters;
  private final MemorySegment itemRows;
  private final int items;
  private final int factors;
  private final SplittableRandom random;
  private final float[] session;
  private final float[] clicked;
  private final float[] other;

  BprMfTraining(SessionLog train, int items, BprMfParameters parameters, MemorySegment itemRows) {
    this.train = train;
    this.items = items;
    this.parameters = parameters;
    this.itemRows = itemRows;
    factors = parameters.nFactors();
    random = new SplittableRandom(parameters.seed());
    session = new float[factors];
    clicked = new float[factors + 1];
    other = new float[factors + 1];
  }

  void run() {
    // A bias starts at 0, behind the factors of its row.
    for (long i = 0; i < items; i++) {
      draw(itemRows, i * (factors + 1));
    }
    if (items < 2) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      long sessions = train.sessions();
      MemorySegment sessionRows =
          arena.allocate(Math.max(1, sessions * factors * Float.BYTES), Float.BYTES);
      for (long s = 0; s < sessions; s++) {
        draw(sessionRows, s * factors);
      }
      int[] events = new int[Math.toIntExact(train.events())];
      int[] sessionOf = new int[events.length];
      for (int s = 0; s < sessions; s++) {
        Arrays.fill(sessionOf, (int) train.start(s), (int) train.start(s + 1), s);
      }
      Arrays.setAll(events, e -> e);
      for (int iteration = 0; iteration < parameters.nIterations(); iteration++) {
        shuffle(events);
        for (int event : events) {
          step(sessionRows, sessionOf[event], train.item(event));
        }
      }
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

  private void shuffle(int[] events) {
    for (int i = events.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int event = events[i];
      events[i] = events[j];
      events[j] = event;
    }
  }

  private void step(MemorySegment sessionRows, int s, int item) {
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
