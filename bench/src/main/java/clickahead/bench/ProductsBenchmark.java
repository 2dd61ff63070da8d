package clickahead.bench;

import clickahead.math.Memory;
import clickahead.math.OneDnnProducts;
import clickahead.math.Products;
import clickahead.math.ScalarProducts;
import clickahead.math.VectorProducts;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The scoring product of a training step, by each implementation; checked before it is timed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class ProductsBenchmark {
  /** Which implementation. */
  @Param({"onednn", "vector"})
  public String path;

  /** Rows x columns x inner length. */
  @Param({"1000x32x101", "1000x240x513"})
  public String shape;

  private Arena arena;
  private Products products;
  private int m;
  private int n;
  private int k;
  private long a;
  private long b;
  private long out;

  /** Lays out the matrices and checks the product against scalar loops. */
  @Setup
  public void setUp() {
    String[] sizes = shape.split("x", -1);
    m = Integer.parseInt(sizes[0]);
    n = Integer.parseInt(sizes[1]);
    k = Integer.parseInt(sizes[2]);
    arena = Arena.ofShared();
    a = Memory.allocate(arena, 4L * m * k);
    b = Memory.allocate(arena, 4L * k * n);
    out = Memory.allocate(arena, 4L * m * n);
    for (int i = 0; i < m * k; i++) {
      Memory.putFloat(a + 4L * i, (i * 37 % 101 - 50) / 50f);
    }
    for (int i = 0; i < k * n; i++) {
      Memory.putFloat(b + 4L * i, (i * 53 % 103 - 51) / 51f);
    }
    products = path.equals("onednn") ? new OneDnnProducts() : new VectorProducts();
    products.enterThread();
    check();
  }

  private void check() {
    long expected = Memory.allocate(arena, 4L * m * n);
    new ScalarProducts(4).multiply(false, false, m, n, k, a, k, b, n, expected, n);
    multiply();
    for (int i = 0; i < m * n; i++) {
      float difference = Memory.getFloat(out + 4L * i) - Memory.getFloat(expected + 4L * i);
      if (!(Math.abs(difference) < 1e-5f * k)) {
        throw new IllegalStateException("element " + i + " is off by " + difference);
      }
    }
  }

  /** One product. */
  @Benchmark
  public void multiply() {
    products.multiply(false, false, m, n, k, a, k, b, n, out, n);
  }

  /** Frees the matrices. */
  @TearDown
  public void tearDown() {
    arena.close();
  }
}
