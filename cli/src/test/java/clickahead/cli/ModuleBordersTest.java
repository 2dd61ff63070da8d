package clickahead.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import clickahead.cli.console.Console;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

/** A module exists because it carries a dependency that the others must not have. */
class ModuleBordersTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("clickahead");

  @Test
  void onlyPreparationKnowsDuckDb() {
    noClasses()
        .that()
        .resideOutsideOfPackage("clickahead.prepare..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.duckdb..", "java.sql..")
        .check(ALL);
  }

  @Test
  void onlyTheCommandsKnowTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("clickahead.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("picocli..", "me.tongfei..", "clickahead.cli..")
        .check(ALL);
  }

  @Test
  void packagesHaveNoCycles() {
    slices()
        .matching("clickahead.cli.(*)")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(false)
        .check(ALL);
  }

  @Test
  void whatCommandsSpeakThroughKnowsNoCommand() {
    classes()
        .that()
        .resideInAnyPackage("clickahead.cli.console", "clickahead.cli.clicks")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("clickahead.cli.console", "clickahead.cli.clicks")
                .or(resideOutsideOfPackage("clickahead.cli..")))
        .check(ALL);
  }

  @Test
  void preparationNeedsNothingOfTheEngine() {
    noClasses()
        .that()
        .resideInAPackage("clickahead.prepare..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "clickahead.math..", "clickahead.graph..", "clickahead.model..", "clickahead.train..")
        .allowEmptyShould(true)
        .check(ALL);
  }

  @Test
  void oneClassOwnsTheStandardStreams() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Console.class)
        .and()
        // its shutdown hook speaks when nothing else can any more
        .doNotHaveFullyQualifiedName("clickahead.prepare.Interruption")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(ALL);
  }

  @Test
  void namesSayWhatAClassIs() {
    noClasses().should().haveNameMatching(".*(Impl|Utils?|Helper|Manager|Common|Misc)$").check(ALL);
  }
}
