package clickahead.prepare;

import clickahead.data.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The recipes that there are. */
public final class Recipes {
  /** Their names, in the order in which they are listed. */
  public static final List<String> NAMES =
      List.of(
          "rsc15",
          "rsc15-rows",
          "yoochoose",
          "yoochoose-narm",
          "diginetica",
          "diginetica-narm",
          "retailrocket",
          "rees46",
          "coveo",
          "movielens-20m",
          "movielens-1m",
          "movielens-100k",
          "published-split",
          "user-item-time");

  private static final Pattern FRACTION = Pattern.compile("(.+)-1/([0-9]{1,9})");

  private Recipes() {}

  /**
   * A recipe by its name; {@code NAME-1/N} is the one with {@code fraction=N}.
   *
   * @throws InputException if there is none
   */
  public static Recipe named(String name) throws InputException {
    Matcher fraction = FRACTION.matcher(name);
    if (fraction.matches()) {
      return named(fraction.group(1)).with("fraction", fraction.group(2));
    }
    if (!NAMES.contains(name)) {
      throw new InputException(
          "there is no recipe '"
              + name
              + "'. There are: "
              + String.join(", ", NAMES)
              + ". 'prepare --recipes' describes them");
    }
    return RecipeFile.parse(name, Sql.resource("recipes/" + name));
  }

  /** All of them. */
  public static List<Recipe> all() throws InputException {
    List<Recipe> all = new ArrayList<>();
    for (String name : NAMES) {
      all.add(named(name));
    }
    return all;
  }
}
