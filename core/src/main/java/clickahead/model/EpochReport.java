package clickahead.model;

/**
 * What an epoch came to.
 *
 * @param epoch its number, from 1
 * @param loss mean loss of the mini-batches, weighted by their active slots, as the official code
 *     reports it; NaN of a model that has none
 * @param seconds its duration
 * @param batches mini-batches
 * @param events events that had a successor to learn
 * @param complete false if it pauses before its end
 */
public record EpochReport(
    int epoch, double loss, double seconds, long batches, long events, boolean complete) {}
