package clickahead.config;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.model.ModelKind;
import clickahead.train.ValidationParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ParametersDocumentTest {
  private static final String RENEW =
      "mvn -q -pl core test -Dtest=ParametersDocumentTest -Dclickahead.renew=true";

  @Test
  void parametersPageIsWhatTheDeclarationSays() throws IOException {
    Path page = Path.of(System.getProperty("clickahead.root"), "docs", "parameters.md");
    if (Boolean.getBoolean("clickahead.renew")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, expected());
    }
    assertThat(page).as("renew it with: %s", RENEW).content().isEqualTo(expected());
  }

  @Test
  void gru4recPageHasAllParametersAndPresets() throws IOException {
    Path page = Path.of(System.getProperty("clickahead.root"), "docs", "gru4rec.md");
    if (Boolean.getBoolean("clickahead.renew")) {
      Files.writeString(page, Gru4RecPage.renewed(Files.readString(page)));
    }
    String text = Files.readString(page);
    assertThat(text).as("renew it with: %s", RENEW).isEqualTo(Gru4RecPage.renewed(text));
  }

  private static String expected() {
    return """
        # Parameters

        Generated from the declarations in the code; do not edit. Renew with

        ```sh long
        %s
        ```

        Every parameter can stand in a YAML file (`--config train.yaml`) and be set on the command
        line (`--set name=value`). What stands on the command line wins over the file, the file
        wins over the default. Names and values are those of each model's first implementation.

        ```yaml
        loss: bpr-max
        layers: [100, 100]
        learning_rate: 0.05
        ```

        An unknown name or a value out of bounds is an error that names file and line.

        """
            .formatted(RENEW)
        + ModelKind.all().stream()
            .map(ParametersDocumentTest::section)
            .collect(Collectors.joining("\n"))
        + "\n## Validation\n\nHow a training is watched, whatever the model.\n\n"
        + ParameterTable.markdown(Parameters.of(ValidationParameters.class).declared());
  }

  private static String section(ModelKind<?> kind) {
    return "## %s\n\n%s.\n\n".formatted(kind.name(), kind.text())
        + ParameterTable.markdown(Parameters.of(kind.parameters()).declared());
  }
}
