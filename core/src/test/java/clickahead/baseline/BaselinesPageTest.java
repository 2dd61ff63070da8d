package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.config.ParameterTable;
import clickahead.config.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The parameters in docs/baselines.md are those that are declared. */
class BaselinesPageTest {
  private static final String BEGIN = "-Dtest=BaselinesPageTest -Dclickahead.renew=true\n```\n";

  private static Map<String, Class<? extends Record>> declared() {
    Map<String, Class<? extends Record>> declared = new LinkedHashMap<>();
    declared.put("Recent popularity", RecentPopularityParameters.class);
    declared.put("Association rules", AssociationRulesParameters.class);
    declared.put("session-rec's Markov chain", MarkovRulesParameters.class);
    declared.put("Sequential rules", SequentialRulesParameters.class);
    declared.put("Item-kNN", ItemKnnParameters.class);
    declared.put("BPR-MF", BprMfParameters.class);
    declared.put("SKNN", SknnParameters.class);
    declared.put("VSKNN", VsknnParameters.class);
    declared.put("STAN", StanParameters.class);
    declared.put("VSTAN", VstanParameters.class);
    declared.put("VMIS-kNN", VmisKnnParameters.class);
    return declared;
  }

  private static String renewed(String page) {
    StringBuilder text = new StringBuilder(page.substring(0, page.indexOf(BEGIN) + BEGIN.length()));
    declared()
        .forEach(
            (name, type) ->
                text.append("\n### ")
                    .append(name)
                    .append("\n\n")
                    .append(ParameterTable.markdown(Parameters.of(type).declared())));
    return text.toString();
  }

  @Test
  void theTablesAreWhatTheDeclarationsSay() throws IOException {
    Path page = Path.of(System.getProperty("clickahead.root"), "docs", "baselines.md");
    String text = Files.readString(page);
    assertThat(text).contains(BEGIN);
    if (Boolean.getBoolean("clickahead.renew")) {
      text = renewed(text);
      Files.writeString(page, text);
    }
    assertThat(text)
        .as("renew it with: mvn -q -pl core test -Dtest=BaselinesPageTest -Dclickahead.renew=true")
        .isEqualTo(renewed(text));
  }
}
