/**
 * ONNX files: their constants, the operators that compute constants, and the import of their graph.
 * It knows no engine and no other file format.
 */
@NullMarked
package phosphene.network.read.onnx;

import org.jspecify.annotations.NullMarked;
