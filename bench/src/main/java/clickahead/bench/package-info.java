/** Measurements: generated logs, micro-benchmarks, and runs beside other tools. */
package clickahead.bench;
