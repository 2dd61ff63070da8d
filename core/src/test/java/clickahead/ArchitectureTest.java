package clickahead;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the house in shape: docs/design.md draws what is written here. */
class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .withImportOption(location -> location.contains("/core/"))
          .importPackages("clickahead");

  /** Each package and the packages that it may use. */
  private static final Map<String, List<String>> MAY_USE = new LinkedHashMap<>();

  static {
    MAY_USE.put("config", List.of());
    MAY_USE.put("io", List.of());
    MAY_USE.put("data", List.of("io"));
    MAY_USE.put("math", List.of());
    MAY_USE.put("graph", List.of("math"));
    MAY_USE.put("graph.parallel", List.of("math", "graph"));
    MAY_USE.put("graph.sequence", List.of("math", "graph"));
    MAY_USE.put("stats", List.of("math"));
    MAY_USE.put("eval", List.of("stats", "data", "math"));
    MAY_USE.put("tune", List.of("config", "data"));
    List<String> graph = List.of("graph", "graph.parallel", "graph.sequence");
    MAY_USE.put("model", with(graph, "config", "io", "data", "math", "eval"));
    MAY_USE.put("train", with(graph, "config", "io", "data", "math", "model", "eval"));
    MAY_USE.put("baseline", List.of("config", "io", "data", "math", "eval", "model", "train"));
    MAY_USE.put("recbole", List.of("config", "data", "eval", "model"));
  }

  private static List<String> with(List<String> some, String... others) {
    return Stream.concat(some.stream(), Stream.of(others)).toList();
  }

  @Test
  void packagesUseOnlyThoseBelowThem() {
    MAY_USE.forEach(
        (name, below) -> {
          String[] allowed =
              Stream.concat(Stream.of(name), below.stream())
                  .map(p -> "clickahead." + p)
                  .toArray(String[]::new);
          classes()
              .that()
              .resideInAPackage("clickahead." + name)
              .should()
              .onlyDependOnClassesThat(
                  resideInAnyPackage(allowed).or(resideOutsideOfPackage("clickahead..")))
              .allowEmptyShould(true)
              .check(CORE);
        });
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> known =
        Stream.concat(
                Stream.of("clickahead"), MAY_USE.keySet().stream().map(p -> "clickahead." + p))
            .collect(Collectors.toSet());
    assertThat(CORE.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .as("a new package must be added to the map above and to docs/design.md")
        .isSubsetOf(known);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("clickahead.(*)..").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Common|Misc)$")
        .check(CORE);
  }

  @Test
  void coreLeavesTheStandardStreamsToTheProgram() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CORE);
  }

  @Test
  void coreNeedsOnlyTheJdkAndAJsonReader() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("clickahead..", "java..", "jdk.incubator.vector..")
                .or(resideInAPackage("tools.jackson..")))
        .check(CORE);
  }

  @Test
  void onlyMathKnowsTheVectorInstructions() {
    noClasses()
        .that()
        .resideOutsideOfPackage("clickahead.math")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(CORE);
  }
}
