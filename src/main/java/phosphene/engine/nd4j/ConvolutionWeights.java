package phosphene.engine.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of a convolution on the device.
 *
 * @param kernel height x width x in x out
 * @param flipped height x width x out x in, turned by 180 degrees
 * @param bias one value per output channel
 */
record ConvolutionWeights(INDArray kernel, INDArray flipped, INDArray bias) {}
