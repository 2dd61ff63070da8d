package clickahead.train;

/**
 * Where a training stands between two mini-batches: all that weights, optimiser state and
 * parameters do not say. Random numbers are functions of seed and step, so they need nothing.
 *
 * @param epochs complete epochs
 * @param steps mini-batches since the training began
 * @param batches mini-batches of the running epoch; 0 between two epochs
 * @param events events of the running epoch that had a successor to learn
 * @param weightedLoss sum of its mini-batches' losses, weighted by their active slots
 * @param seconds its duration so far
 * @param feed where the feed stands; of no meaning between two epochs
 * @param states hidden states that the next mini-batch goes on with, of each layer, [L][D, B], and
 *     behind them what a gradient through time needs of the last steps; of no meaning between two
 *     epochs, and none where each mini-batch begins with zeros
 */
public record TrainingPosition(
    int epochs,
    long steps,
    long batches,
    long events,
    double weightedLoss,
    double seconds,
    FeedPosition feed,
    float[][] states) {}
