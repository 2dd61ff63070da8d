package clickahead.model;

/** The parameters of a sequence model: its own, and those of its training. */
public sealed interface SequenceParameters permits Gru4RecSeqParameters, NarmParameters {

  /** Those of its training. */
  SequenceTraining training();
}
