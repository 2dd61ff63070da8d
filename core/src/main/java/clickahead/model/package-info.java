/** The models: their parameters, their weights, and the files these are kept in. */
package clickahead.model;
