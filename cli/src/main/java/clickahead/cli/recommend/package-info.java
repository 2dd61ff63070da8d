/**
 * {@code recommend}, {@code latency}, {@code info}: what a trained model answers, how fast, and
 * what it is.
 */
package clickahead.cli.recommend;
