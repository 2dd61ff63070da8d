/** Session-based recommendation: load a model, open a session, click, recommend. */
package clickahead;
