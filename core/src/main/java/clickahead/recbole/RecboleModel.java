package clickahead.recbole;

import clickahead.config.DeclaredParameter;
import clickahead.config.Parameters;
import clickahead.model.ModelKind;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A model of RecBole's that is here too. Its parameters have the same names. */
public enum RecboleModel {
  /** Whole prefixes, after Tan, Xu and Liu (2016). */
  GRU4REC("GRU4Rec", "gru4rec-seq"),
  /** With a second GRU over item features. */
  GRU4RECF("GRU4RecF", "gru4recf"),
  /** With attention, after Li et al. (2017). */
  NARM("NARM", "narm");

  private final String label;
  private final String kind;

  RecboleModel(String label, String kind) {
    this.label = label;
    this.kind = kind;
  }

  /** RecBole's name. */
  public String label() {
    return label;
  }

  /** The kind of model that it is here. */
  public ModelKind<?> kind() {
    return ModelKind.named(kind).orElseThrow();
  }

  /** Names of its parameters here. */
  Set<String> parameters() {
    return Parameters.of(kind().parameters()).declared().stream()
        .map(DeclaredParameter::name)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The model of a name, whatever its case. */
  static Optional<RecboleModel> named(String name) {
    return Arrays.stream(values()).filter(model -> model.label.equalsIgnoreCase(name)).findFirst();
  }

  /** All names. */
  static String names() {
    return Arrays.stream(values()).map(RecboleModel::label).collect(Collectors.joining(", "));
  }
}
