package clickahead.tune;

import clickahead.config.InvalidSettingException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every combination once, in order: the last parameter changes first. */
final class ExhaustiveSampler implements Sampler {
  private final Space space;
  private final long size;

  ExhaustiveSampler(Space space) {
    this.space = space;
    for (Dimension dimension : space.dimensions()) {
      if (dimension.domain().size().isEmpty()) {
        throw new InvalidSettingException(
            "%s: '%s' has any number from %s, and an exhaustive search needs a step or a list"
                .formatted(dimension.source(), dimension.name(), dimension.domain().text()));
      }
    }
    this.size = space.size().orElse(Long.MAX_VALUE);
  }

  @Override
  public Optional<Map<String, String>> next(List<Trial> before) {
    return before.size() < size ? Optional.of(space.at((long) before.size())) : Optional.empty();
  }
}
