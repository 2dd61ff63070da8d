/**
 * Passes over whole sessions, packed one behind the other: operators from rows to rows, one for
 * each event, with gradient through time, and the plan that replays them.
 */
package clickahead.graph.sequence;
