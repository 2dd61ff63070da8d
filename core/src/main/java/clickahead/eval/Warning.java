package clickahead.eval;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Something that makes the figures of an evaluation mean less than they seem to.
 *
 * @param name what it is called, for programs
 * @param found what was found in this data, with its figures
 * @param advice what to do
 */
public record Warning(String name, String found, String advice) {

  /** {@code {"name":"tied_scores","found":"...","advice":"..."}}. */
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("name", name)
        .put("found", found)
        .put("advice", advice);
  }

  @Override
  public String toString() {
    return found + ". " + advice + ".";
  }
}
