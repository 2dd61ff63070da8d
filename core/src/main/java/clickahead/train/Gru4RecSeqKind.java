package clickahead.train;

import clickahead.model.Gru4RecSeqParameters;

/** GRU4Rec with gradient through time. */
public final class Gru4RecSeqKind extends SequenceKind<Gru4RecSeqParameters> {
  /** The kind. */
  public Gru4RecSeqKind() {
    super(
        "gru4rec-seq",
        "GRU4Rec with gradient through time, RecBole's form (Tan et al. 2016)",
        Gru4RecSeqParameters.class);
  }
}
