/**
 * What a model has to beat: popularity, popularity within the session, Markov chains, rules, and
 * neighbours of items and of sessions.
 */
package clickahead.baseline;
