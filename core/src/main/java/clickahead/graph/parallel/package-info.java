/**
 * Steps over one click of each session of a mini-batch, with the hidden state carried on: inputs,
 * cells, gradient through the last clicks, and the plan that replays them.
 */
package clickahead.graph.parallel;
