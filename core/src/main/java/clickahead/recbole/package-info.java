/**
 * RecBole's configuration: which keys it has, what they mean here, and the models, data and
 * evaluation that they ask for.
 */
package clickahead.recbole;
