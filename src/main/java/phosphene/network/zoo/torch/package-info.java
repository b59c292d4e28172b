/**
 * The architectures of torchvision, with PyTorch's module paths as the names of layers. Widths are
 * those of the paper, or of the file that is read.
 */
@org.jspecify.annotations.NullMarked
package phosphene.network.zoo.torch;
