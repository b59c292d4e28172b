package phosphene;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import java.util.Set;

/** The map of the house: which package may use which, and which library lives where. */
@AnalyzeClasses(packages = "phosphene", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packagesUseOnlyWhatTheirTableAllows =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("phosphene..")
          .withOptionalLayers(true)
          .layer("spec")
          .definedBy("phosphene.spec..")
          .layer("image")
          .definedBy("phosphene.image..")
          .layer("network")
          .definedBy("phosphene.network..")
          .layer("engine")
          .definedBy("phosphene.engine..")
          .layer("ascent")
          .definedBy("phosphene.ascent..")
          .layer("scan")
          .definedBy("phosphene.scan..")
          .layer("plan")
          .definedBy("phosphene.plan..")
          .layer("gallery")
          .definedBy("phosphene.gallery..")
          .layer("cluster")
          .definedBy("phosphene.cluster..")
          .layer("site")
          .definedBy("phosphene.site..")
          .layer("primer")
          .definedBy("phosphene.primer..")
          .layer("bench")
          .definedBy("phosphene.bench..")
          .layer("cli")
          .definedBy("phosphene.cli..")
          .whereLayer("spec")
          .mayNotAccessAnyLayer()
          .whereLayer("image")
          .mayNotAccessAnyLayer()
          .whereLayer("network")
          .mayOnlyAccessLayers("spec")
          .whereLayer("engine")
          .mayOnlyAccessLayers("network", "spec")
          .whereLayer("ascent")
          .mayOnlyAccessLayers("spec", "image", "network", "engine")
          .whereLayer("scan")
          .mayOnlyAccessLayers("spec", "image", "network", "engine")
          .whereLayer("plan")
          .mayOnlyAccessLayers("spec", "network")
          .whereLayer("gallery")
          .mayOnlyAccessLayers("spec", "plan", "image")
          .whereLayer("cluster")
          .mayOnlyAccessLayers(
              "spec", "image", "network", "engine", "ascent", "scan", "plan", "gallery", "site")
          .whereLayer("site")
          .mayOnlyAccessLayers("gallery", "image", "network", "spec")
          .whereLayer("primer")
          .mayOnlyAccessLayers("spec", "network", "image")
          .whereLayer("bench")
          .mayOnlyAccessLayers("spec", "image", "network", "engine", "ascent", "scan", "plan");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("phosphene.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule sparkLivesInClusterGalleryAndCli =
      only("org.apache.spark", "cluster", "gallery", "cli");

  @ArchTest
  static final ArchRule nd4jLivesInEngineNetworkAndPrimer =
      only("org.nd4j", "engine", "network", "primer", "bench");

  @ArchTest
  static final ArchRule dl4jLivesInEngineNetworkAndPrimer =
      only("org.deeplearning4j", "engine", "network", "primer", "bench");

  /** Whoever runs a network asks the registry of engines. */
  @ArchTest
  static final ArchRule noEngineIsOpenedByItsName =
      noClasses()
          .that()
          .resideOutsideOfPackage("phosphene.engine..")
          .should()
          .dependOnClassesThat(
              describe(
                  "are an engine or a kind of engines",
                  type ->
                      !type.isInterface()
                          && (type.isAssignableTo("phosphene.engine.EngineKind")
                              || (type.isAssignableTo("phosphene.engine.Engine")
                                  && type.getPackageName().startsWith("phosphene.engine")))));

  @ArchTest
  static final ArchRule hadoopLivesInGallery = only("org.apache.hadoop", "gallery", "cluster");

  @ArchTest
  static final ArchRule yamlLivesInSpec = only("org.snakeyaml", "spec", "gallery", "site");

  @ArchTest
  static final ArchRule jsonLivesInSpecNetworkGalleryAndSite =
      only("com.fasterxml.jackson", "spec", "network", "gallery", "site");

  @ArchTest static final ArchRule decodersOfPhotosLiveInImage = only("com.twelvemonkeys", "image");

  @ArchTest static final ArchRule filmsLiveInImage = only("org.bytedeco.ffmpeg", "image");

  @ArchTest static final ArchRule picocliLivesInCli = only("picocli", "cli");

  @ArchTest
  static final ArchRule onlyTheCommandLineEndsTheProcess =
      noClasses()
          .that()
          .resideOutsideOfPackage("phosphene.cli..")
          .should()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule objectsAreReadInOnePlaceWholeOrNotAtAll =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("phosphene.gallery.store.WholeRead")
          .should()
          .callMethodWhere(
              describe(
                  "a store's stream is opened",
                  call ->
                      call.getTargetOwner().isAssignableTo(org.apache.hadoop.fs.FileSystem.class)
                          && Set.of("open", "openFile").contains(call.getName())));

  private static ArchRule only(String library, String... packages) {
    return noClasses()
        .that(
            JavaClass.Predicates.resideOutsideOfPackages(
                java.util.Arrays.stream(packages)
                    .map(name -> "phosphene." + name + "..")
                    .toArray(String[]::new)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..");
  }
}
