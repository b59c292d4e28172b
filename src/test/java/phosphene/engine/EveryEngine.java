package phosphene.engine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A class of tests of the contract: it runs for each of {@link TestEngines#onProcessor}, which its
 * constructor takes.
 */
@Documented
@ParameterizedClass(name = "{0}")
@MethodSource("phosphene.engine.TestEngines#onProcessor")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface EveryEngine {}
