/**
 * The safetensors container: named tensors behind a JSON header, memory-mapped for reading, written
 * beside and moved for writing. Data sets and models are both kept in it.
 */
package clickahead.io;
