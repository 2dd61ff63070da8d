package clickahead.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares one parameter on a record component. The parameter's name is the component's name in
 * snake case: {@code batchSize} is {@code batch_size}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Parameter {

  /** What it does, in one sentence, with its unit. */
  String text();

  /** Its default as a user would write it. */
  String defaultValue();

  /** Smallest allowed value; for a list, of each element. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Largest allowed value; for a list, of each element. */
  double max() default Double.POSITIVE_INFINITY;

  /** Is {@link #min} itself not allowed? */
  boolean aboveMin() default false;

  /** Is {@link #max} itself not allowed? */
  boolean belowMax() default false;

  /** Is a trained model made that way, so that a training that goes on with it cannot change it? */
  boolean fixed() default false;
}
