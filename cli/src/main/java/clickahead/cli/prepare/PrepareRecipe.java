package clickahead.cli.prepare;

import clickahead.data.InputException;
import clickahead.prepare.Recipe;
import clickahead.prepare.Recipes;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The options of {@code prepare} that choose a recipe. */
public final class PrepareRecipe {
  private static final String NAME = "--recipe";

  @Option(
      names = NAME,
      paramLabel = "NAME",
      description =
          "Prepare a public data set as the papers did. With --help it says what it reproduces, and"
              + " what is known to be wrong with it.")
  private String name;

  @Option(names = "--recipes", description = "List the recipes.")
  boolean list;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Change a parameter of the recipe, such as min_item_support=1.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  /**
   * The recipe that was asked for, with its parameters; null without one.
   *
   * @throws InputException if other options contradict it
   */
  Recipe chosen(PrepareFilter filter, PrepareSplit split, PrepareColumns columns)
      throws InputException {
    if (name == null) {
      if (!parameters.isEmpty()) {
        throw new InputException("--set changes a recipe, and there is none; add --recipe NAME");
      }
      return null;
    }
    Recipe recipe = Recipes.named(name);
    if (filter.dropRepeats || filter.minSessionLength != null || split.beyondRecipes()) {
      throw new InputException(
          "recipe "
              + name
              + " decides itself what is removed and how sessions are divided. Leave out"
              + " --drop-repeats, --min-session-length, --valid-days, --calendar-days,"
              + " --cut-sessions, --test-lines, --valid-lines and --split, or change the recipe with --set"
              + " (it has: "
              + String.join(", ", recipe.parameters().keySet())
              + ")");
    }
    recipe = with(recipe, "min_item_support", filter.minItemSupport);
    recipe = with(recipe, "test_days", split.testDays);
    recipe = with(recipe, "gap_seconds", columns.gap == null ? null : columns.gap.toSeconds());
    columns.gap = null;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      recipe = recipe.with(parameter.getKey(), parameter.getValue());
    }
    return recipe;
  }

  private static Recipe with(Recipe recipe, String parameter, Number value) throws InputException {
    return value == null ? recipe : recipe.with(parameter, value.toString());
  }

  /** One line for each recipe. */
  static String table() throws InputException {
    StringBuilder table = new StringBuilder();
    for (Recipe recipe : Recipes.all()) {
      table.append("%-17s %s%n".formatted(recipe.name(), recipe.title()));
    }
    return table
        .append("\n'clickahead prepare --recipe NAME --help' says more about one.\n")
        .toString();
  }

  /**
   * Prints what a recipe is where its help was asked for.
   *
   * @return false if it was not
   */
  public static boolean explained(ParseResult result, CommandLine commands) {
    ParseResult prepare = result.hasSubcommand() ? result.subcommand() : result;
    if (!prepare.isUsageHelpRequested() || !prepare.hasMatchedOption(NAME)) {
      return false;
    }
    try {
      commands.getOut().print(Recipes.named(prepare.matchedOptionValue(NAME, "")).text());
      commands.getOut().flush();
      return true;
    } catch (InputException e) {
      throw new ParameterException(prepare.commandSpec().commandLine(), e.getMessage());
    }
  }
}
