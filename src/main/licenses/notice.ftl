Phosphene
Licensed under the Apache License, Version 2.0 (see LICENSE).

This file is written by "mvn license:add-third-party" from what the libraries say of themselves, and by hand what no library of Maven says.

Libraries that Phosphene uses. Its jar for spark-submit holds most of them:

<#list dependencyMap as e><#assign artifact = e.getKey().artifact/><#if artifact.scope != "provided">
  ${artifact.groupId}:${artifact.artifactId} ${artifact.version}: <#list e.getValue() as license>${license}<#sep>; </#list>
</#if></#list>

Several licenses of one library are alternatives, or those of its parts; the library says which. Beside these:

  FFmpeg 8.0.1, in org.bytedeco:ffmpeg: LGPL 3.0 or later. It is run as a program of its own, which can be replaced
  (-Dphosphene.ffmpeg=). Its sources: https://ffmpeg.org/releases/ and https://github.com/bytedeco/javacpp-presets
  oneDNN 2.5.2, in org.bytedeco:dnnl: Apache-2.0 (https://github.com/oneapi-src/oneDNN). Beside it is libgomp of GCC: GPL-3.0 with the
  GCC Runtime Library Exception (https://gcc.gnu.org), and libtbb: Apache-2.0 (https://github.com/oneapi-src/oneTBB)
  The OpenCL ICD loader of Khronos, in org.bytedeco:opencl: Apache-2.0 (https://github.com/KhronosGroup/OpenCL-ICD-Loader)
  TensorFlow.js 4.22.0, where npm was at hand when the jar was built: Apache-2.0 (https://www.npmjs.com/package/@tensorflow/tfjs)

Spark and its libraries are not in the jar. A cluster has them, and ./phosphene gets them from Maven Central:

<#list dependencyMap as e><#assign artifact = e.getKey().artifact/><#if artifact.scope == "provided">
  ${artifact.groupId}:${artifact.artifactId} ${artifact.version}: <#list e.getValue() as license>${license}<#sep>; </#list>
</#if></#list>

Weights of networks that "./phosphene networks fetch" downloads are no part of Phosphene; "./phosphene networks" prints their licenses.
