package clickahead.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds docs/gru4rec.md to its word: every known flaw has a test, under the name given there. */
class KnownFlawsDocumentTest {
  private static final Path ROOT = Path.of(System.getProperty("clickahead.root"));
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([FG]\\d+) \\|.*\\| (.*) \\|$");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final Pattern METHOD =
      Pattern.compile(
          "@(?:Test|ParameterizedTest|Property)\\b(?:(?!\\bvoid\\b)[\\s\\S])*?\\bvoid (\\w+)\\(");

  private static final Map<String, List<String>> TESTS_OF_FLAWS = new LinkedHashMap<>();

  @BeforeAll
  static void readPage() throws IOException {
    Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/gru4rec.md")));
    while (row.find()) {
      List<String> tests = new ArrayList<>();
      Matcher named = NAMED.matcher(row.group(2));
      while (named.find()) {
        tests.add(named.group(1) + "." + named.group(2));
      }
      TESTS_OF_FLAWS.put(row.group(1), tests);
    }
  }

  /**
   * Of flaws that this software could have; F8, a mix-up of devices, and G6 to G9, G12 and G13 it
   * cannot.
   */
  private static List<String> flaws() {
    return Stream.of(
            IntStream.rangeClosed(1, 7).mapToObj(n -> "F" + n),
            IntStream.rangeClosed(9, 13).mapToObj(n -> "F" + n),
            IntStream.rangeClosed(1, 5).mapToObj(n -> "G" + n),
            IntStream.rangeClosed(10, 11).mapToObj(n -> "G" + n),
            IntStream.rangeClosed(14, 20).mapToObj(n -> "G" + n))
        .flatMap(flaw -> flaw)
        .toList();
  }

  @Test
  void everyFlawHasATestThatBearsItsName() {
    assertThat(TESTS_OF_FLAWS).containsOnlyKeys(flaws());
    TESTS_OF_FLAWS.forEach(
        (flaw, tests) -> {
          assertThat(tests).as(flaw).isNotEmpty();
          assertThat(tests)
              .as(flaw)
              .allMatch(test -> test.matches("(?i)\\w+\\.(\\w+And)?" + flaw + "(And\\w+)?_.*"));
        });
  }

  @Test
  void everyTestThatThePageNamesExists() throws IOException {
    Map<String, List<String>> methods = new LinkedHashMap<>();
    for (String module : List.of("core", "prepare", "cli")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/test/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          List<String> found =
              METHOD
                  .matcher(Files.readString(file))
                  .results()
                  .map(method -> method.group(1))
                  .collect(Collectors.toList());
          methods.computeIfAbsent(name, n -> new ArrayList<>()).addAll(found);
        }
      }
    }
    TESTS_OF_FLAWS.values().stream()
        .flatMap(List::stream)
        .forEach(
            test -> {
              String[] parts = test.split("\\.");
              assertThat(methods.get(parts[0])).as(parts[0]).isNotNull().contains(parts[1]);
            });
  }
}
