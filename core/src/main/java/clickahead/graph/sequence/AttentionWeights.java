package clickahead.graph.sequence;

/**
 * What additive attention has of its own.
 *
 * @param v turns a comparison into a number, [1, D]
 * @param softmax do an output's weights add up to 1?
 * @param hardSigmoid max(0, min(1, x / 5 + 1 / 2)) instead of the logistic sigmoid?
 */
public record AttentionWeights(DenseMatrix v, boolean softmax, boolean hardSigmoid) {}
