package phosphene;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test, or a class of them, that {@code mvn test} leaves out and {@code mvn verify} runs: it
 * starts a cluster, a browser or a command in a process of its own, or it runs many whole jobs.
 * {@link TestRunsTest} says which must carry it, and what has to have a test without it.
 */
@Documented
@Tag("slow")
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Slow {}
