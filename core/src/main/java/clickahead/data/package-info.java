/**
 * Click logs as the engine reads them: sessions of item indices in memory-mapped columns, and the
 * catalogue that names the items.
 */
package clickahead.data;
