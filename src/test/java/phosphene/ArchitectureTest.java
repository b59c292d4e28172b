package phosphene;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** The map of the house: which package may use which, and which library lives where. */
@AnalyzeClasses(packages = "phosphene", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static void everyPackageIsOnTheMap(JavaClasses classes) {
    assertThat(packages(classes)).isEqualTo(HouseMap.packages());
  }

  @ArchTest
  static void everyPackageSaysWhatItHolds(JavaClasses classes) {
    Set<String> described =
        classes.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .map(JavaClass::getPackageName)
            .map(HouseMap::shortName)
            .collect(toCollection(TreeSet::new));
    assertThat(described).isEqualTo(HouseMap.packages());
  }

  @ArchTest
  static void packagesUseOnlyWhatTheMapAllows(JavaClasses classes) {
    for (String user : HouseMap.packages()) {
      Set<String> others = HouseMap.packages();
      others.removeAll(HouseMap.mayUse(user));
      others.remove(user);
      if (!others.isEmpty()) {
        noClasses()
            .that()
            .resideInAPackage("phosphene." + user)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                others.stream().map(name -> "phosphene." + name).toArray(String[]::new))
            .allowEmptyShould(true)
            .check(classes);
      }
    }
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("phosphene.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule sparkLivesWhereJobsRun =
      only("org.apache.spark", "cluster", "job..", "verify", "query", "cli");

  @ArchTest
  static final ArchRule nd4jLivesInItsEngineAndInReaders =
      only("org.nd4j", "engine.nd4j", "network.read..", "primer", "bench");

  @ArchTest
  static final ArchRule dl4jLivesInReadersAndPrimer =
      only("org.deeplearning4j", "network.read", "primer", "bench");

  /** Its messages come with ND4J. */
  @ArchTest static final ArchRule onnxLivesInItsReader = only("onnx", "network.read.onnx");

  @ArchTest
  static final ArchRule fileSystemsLiveInTheStore = only("org.apache.hadoop.fs", "gallery.store");

  /**
   * Elsewhere there are only its settings, which are handed through; a lease is given up at exit.
   */
  @ArchTest
  static final ArchRule hadoopIsSettingsElsewhere =
      only("org.apache.hadoop", "gallery.store", "gallery.lease", "cluster", "job..", "verify");

  @ArchTest
  static final ArchRule parquetLivesInTheIndex =
      only("com.jerolba.carpet", "gallery.index", "gallery.store");

  @ArchTest static final ArchRule yamlLivesInSpec = only("org.snakeyaml", "spec");

  @ArchTest
  static final ArchRule jsonLivesWhereTextsAreMade =
      only("com.fasterxml.jackson", "spec", "network.read..", "gallery..", "site");

  @ArchTest
  static final ArchRule decodersOfPhotosLiveInImage = only("com.twelvemonkeys", "image..");

  @ArchTest
  static final ArchRule oneDnnLivesInItsEngine = only("org.bytedeco.dnnl", "engine.onednn");

  @ArchTest
  static final ArchRule filmsLiveInImage = only("org.bytedeco.ffmpeg", "image.codec", "image.film");

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

  private static Set<String> packages(JavaClasses classes) {
    return classes.stream()
        .map(JavaClass::getPackage)
        .map(JavaPackage::getName)
        .map(HouseMap::shortName)
        .collect(toCollection(TreeSet::new));
  }

  private static ArchRule only(String library, String... packages) {
    return noClasses()
        .that(
            JavaClass.Predicates.resideOutsideOfPackages(
                Arrays.stream(packages).map(name -> "phosphene." + name).toArray(String[]::new)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library + "..");
  }
}
