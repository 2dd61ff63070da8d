package clickahead.train;

import clickahead.model.NarmParameters;

/** NARM. */
public final class NarmKind extends SequenceKind<NarmParameters> {
  /** The kind. */
  public NarmKind() {
    super(
        "narm",
        "NARM, a GRU with attention over the session (Li et al. 2017)",
        NarmParameters.class);
  }
}
