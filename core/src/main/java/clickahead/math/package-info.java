/**
 * What the engine computes with: off-heap memory, matrix products (oneDNN or portable), kernels
 * (Vector API and a scalar oracle), and the team of workers that runs them.
 */
package clickahead.math;
