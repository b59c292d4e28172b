package phosphene;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.commons.annotation.Testable;

/** Which tests run with {@code mvn test}, which with {@code mvn verify}, and which twice. */
@AnalyzeClasses(packages = "phosphene", importOptions = OnlyIncludeTests.class)
class TestRunsTest {
  /** What starts a cluster, a browser, or a command in a process of its own. */
  private static final Set<String> STARTERS = Set.of("StandaloneCluster", "Browser", "Driver");

  /** The tests without {@link Slow} that render a job of each kind and look at all of it. */
  private static final Map<String, String> JOBS =
      Map.of(
          "atlas", "RenderTest",
          "dream", "DreamTest",
          "flight", "FlightTest",
          "scan", "ScanTest");

  /** Names of tests of equal bytes. */
  private static final String EQUAL_BYTES =
      ".*([sS]ameBytes|[sS]ameBits|[bB]ytesDepend|ItsBatch|OnEveryMachine|ChangesNoBit).*";

  @ArchTest
  static final ArchRule whatStartsProcessesIsSlow =
      classes()
          .that(describe("hold tests", TestRunsTest::holdsTests))
          .and(describe("use one of " + STARTERS, TestRunsTest::starts))
          .should()
          .beAnnotatedWith(Slow.class);

  @ArchTest
  static void theStartersAreThere(JavaClasses all) {
    assertThat(all.stream().map(JavaClass::getSimpleName)).containsAll(STARTERS);
  }

  /**
   * So every engine, reader of weights, format of photos, objective and optimizer has its tests.
   */
  @ArchTest
  static final ArchRule whatReadsComputesAndEncodesHasNoSlowClass =
      noClasses().that().resideInAnyPackage(core()).should().beAnnotatedWith(Slow.class);

  @ArchTest
  static final ArchRule whatReadsComputesAndEncodesHasNoSlowTest =
      noMethods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(core())
          .should()
          .beAnnotatedWith(Slow.class);

  /** So every store has. */
  @ArchTest
  static final ArchRule contractsAreHeldWithoutDelay =
      noClasses()
          .that(
              describe(
                  "are under a contract",
                  one ->
                      one.getAllRawSuperclasses().stream()
                          .anyMatch(above -> above.getSimpleName().endsWith("Contract"))))
          .should()
          .beAnnotatedWith(Slow.class);

  @ArchTest
  static final ArchRule whatSaysThatBytesAreEqualRunsUnderTheFullCompilerToo =
      methods()
          .that(describe("are tests", TestRunsTest::isTest))
          .and()
          .haveNameMatching(EQUAL_BYTES)
          .should(be(deterministic()));

  @ArchTest
  static void everyKindOfJobIsRenderedByMvnTest(JavaClasses all) throws IOException {
    Set<String> kinds = new TreeSet<>();
    try (Stream<Path> files = Files.list(Path.of("jobs"))) {
      for (Path file : files.toList()) {
        Matcher job = Pattern.compile("(?m)^job: (\\w+)").matcher(Files.readString(file));
        assertThat(job.find()).as(file.toString()).isTrue();
        kinds.add(job.group(1));
      }
    }
    assertThat(JOBS).containsOnlyKeys(kinds);
    assertThat(all.stream().filter(TestRunsTest::isQuick).map(JavaClass::getSimpleName))
        .containsAll(JOBS.values());
  }

  private static String[] core() {
    return Stream.of("spec", "plan", "image", "network", "engine", "ascent", "scan", "primer")
        .map(name -> "phosphene." + name + "..")
        .toArray(String[]::new);
  }

  private static DescribedPredicate<JavaMethod> deterministic() {
    return describe(
        "annotated with @Deterministic, or of a class that is",
        method ->
            method.isAnnotatedWith(Deterministic.class)
                || method.getOwner().isAnnotatedWith(Deterministic.class));
  }

  private static boolean isTest(JavaMethod method) {
    return method.isMetaAnnotatedWith(Testable.class);
  }

  /** Has tests, its own or inherited ones. */
  private static boolean holdsTests(JavaClass one) {
    return one.getAllMethods().stream().anyMatch(TestRunsTest::isTest);
  }

  /** Has a test that {@code mvn test} runs. */
  private static boolean isQuick(JavaClass one) {
    return !one.isAnnotatedWith(Slow.class)
        && one.getAllMethods().stream()
            .anyMatch(method -> isTest(method) && !method.isAnnotatedWith(Slow.class));
  }

  /** Uses a starter, itself or by other classes of tests. */
  private static boolean starts(JavaClass one) {
    Set<JavaClass> seen = new HashSet<>(Set.of(one));
    Deque<JavaClass> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      JavaClass user = next.pop();
      if (STARTERS.contains(user.getSimpleName())) {
        return true;
      }
      user.getDirectDependenciesFromSelf().stream()
          .map(Dependency::getTargetClass)
          .filter(used -> used.getPackageName().startsWith("phosphene"))
          .filter(seen::add)
          .forEach(next::add);
    }
    return false;
  }
}
