package clickahead.tune;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses what to try next. A choice depends on nothing but the space, the seed and the trials
 * before, so that an interrupted study goes on as if it had not been.
 */
@FunctionalInterface
public interface Sampler {

  /**
   * The next combination, one that was not tried yet.
   *
   * @param before all trials so far, in their order
   * @return empty if nothing is left to try
   */
  Optional<Map<String, String>> next(List<Trial> before);
}
