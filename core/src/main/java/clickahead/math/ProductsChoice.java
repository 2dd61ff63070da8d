package clickahead.math;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Picks the implementation of {@link Products} for this process, once: oneDNN, or else the Vector
 * API, or else scalar loops. The system property {@value #PROPERTY} forces one of them.
 */
public final class ProductsChoice {
  /** System property: {@code onednn}, {@code vector} or {@code scalar}. */
  public static final String PROPERTY = "clickahead.products";

  private static final System.Logger LOG = System.getLogger("clickahead");
  private static Products best;

  private ProductsChoice() {}

  /** What was picked, and the lines for the log. */
  record Choice(Products products, Optional<String> slower, Optional<String> missingFlag) {}

  /**
   * The fastest products in single precision that this machine and this JVM can run; the same
   * object on every call. The first call says in the log which they are, why not oneDNN where that
   * is so, and which flag of the JVM is missing.
   *
   * @throws IllegalStateException if the property forces what is not available
   * @throws IllegalArgumentException if the property has an unknown value, or the one for the width
   *     of vectors has
   */
  public static synchronized Products best() {
    if (best == null) {
      if (VectorModule.problem().isEmpty()) {
        refuseWrongWidth();
      }
      String forced = System.getProperty(PROPERTY);
      Choice choice = choose(forced, OneDnn::problem, VectorModule::problem);
      Level level = choice.slower().isPresent() ? Level.WARNING : Level.INFO;
      String why =
          forced == null
              ? choice.slower().map(reason -> ". " + reason).orElse("")
              : ", as " + PROPERTY + " asks";
      LOG.log(level, "matrix products: " + choice.products().describe() + why);
      if (choice.missingFlag().isPresent()) {
        LOG.log(Level.WARNING, choice.missingFlag().get());
      }
      best = choice.products();
    }
    return best;
  }

  /**
   * {@link #best} for a precision. Where bfloat16 is asked for and the CPU has no instructions for
   * it, operands are rounded one by one, and the log says so.
   */
  public static Products of(Precision precision) {
    Products single = best();
    boolean native16 = single instanceof OneDnnProducts && OneDnn.hasBfloat16();
    if (precision == Precision.F32 || precision == Precision.AUTO && !native16) {
      return single;
    }
    Products rounded = native16 ? OneDnnMatmulProducts.bfloat16() : new RoundedProducts(single);
    if (native16) {
      LOG.log(Level.INFO, "matrix products: " + rounded.describe());
    } else {
      LOG.log(
          Level.WARNING,
          "precision bf16: this CPU has no instructions for it, so that operands are rounded one"
              + " by one; the results are the same, but f32 is faster here");
    }
    return rounded;
  }

  /** The choice, given what is asked for (or null) and what is not available. */
  static Choice choose(
      String forced,
      Supplier<Optional<Unavailable>> oneDnn,
      Supplier<Optional<Unavailable>> vectors) {
    Optional<Unavailable> noVectors = vectors.get();
    Optional<String> missingFlag =
        noVectors.map(problem -> "kernels run slower than they could: " + problem);
    if (forced != null) {
      return new Choice(forced(forced, oneDnn, noVectors), Optional.empty(), missingFlag);
    }
    Optional<Unavailable> noOneDnn = oneDnn.get();
    if (noOneDnn.isEmpty()) {
      return new Choice(new OneDnnProducts(), Optional.empty(), missingFlag);
    }
    Products portable =
        noVectors.isEmpty() ? new VectorProducts() : new ScalarProducts(Float.BYTES);
    return new Choice(
        portable,
        noOneDnn.map(problem -> "oneDNN, the fastest, is not used: " + problem),
        missingFlag);
  }

  private static Products forced(
      String name, Supplier<Optional<Unavailable>> oneDnn, Optional<Unavailable> noVectors) {
    return switch (name) {
      case "onednn" -> {
        oneDnn.get().ifPresent(problem -> refuse(name, problem));
        yield new OneDnnProducts();
      }
      case "vector" -> {
        noVectors.ifPresent(problem -> refuse(name, problem));
        yield new VectorProducts();
      }
      case "scalar" -> new ScalarProducts(Float.BYTES);
      default ->
          throw new IllegalArgumentException(
              PROPERTY + " is '" + name + "', expected onednn, vector or scalar");
    };
  }

  /** Says what is wrong before a kernel does, for which it would be a failure to link. */
  private static void refuseWrongWidth() {
    try {
      VectorWidth.SPECIES.length();
    } catch (ExceptionInInitializerError e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  private static void refuse(String name, Unavailable problem) {
    throw new IllegalStateException(
        PROPERTY + " is '" + name + "', which is not available here: " + problem);
  }
}
