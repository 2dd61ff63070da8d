package clickahead.tune;

/**
 * A parameter of a search.
 *
 * @param name the parameter
 * @param domain what it can be
 * @param source where that is said, for messages: {@code space.yaml:4}
 */
public record Dimension(String name, Domain domain, String source) {}
