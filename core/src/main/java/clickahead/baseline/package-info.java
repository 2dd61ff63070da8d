/**
 * What a model has to beat: popularity, popularity within the session, a first-order Markov chain.
 */
package clickahead.baseline;
