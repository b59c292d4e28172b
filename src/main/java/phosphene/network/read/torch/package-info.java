/**
 * What PyTorch's users keep: safetensors files as dictionaries of tensors, and the weights of
 * modules in them. Knows the names of parameters, and no architecture.
 */
@org.jspecify.annotations.NullMarked
package phosphene.network.read.torch;
