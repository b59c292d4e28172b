package phosphene;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test, or a class of them, that something is the same to the last bit. All tests run under the
 * quick compiler (C1); {@code mvn verify} runs these once more under the full one (C2), whose loops
 * and whose sin, exp and pow are others.
 */
@Documented
@Tag("deterministic")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Deterministic {}
