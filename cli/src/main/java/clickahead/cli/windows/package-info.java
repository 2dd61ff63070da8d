/** {@code windows}: a model trained and measured on one slice of time after the other. */
package clickahead.cli.windows;
