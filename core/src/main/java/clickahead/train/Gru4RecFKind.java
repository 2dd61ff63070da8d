package clickahead.train;

import clickahead.model.Gru4RecFParameters;

/** GRU4Rec with item features. */
public final class Gru4RecFKind extends SequenceKind<Gru4RecFParameters> {
  /** The kind. */
  public Gru4RecFKind() {
    super(
        "gru4recf",
        "GRU4Rec with item features: RecBole's form, and the six of Hidasi et al. 2016",
        Gru4RecFParameters.class);
  }
}
