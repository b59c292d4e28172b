package phosphene.query;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.expressions.Divide;
import org.apache.spark.sql.catalyst.expressions.ElementAt;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetArrayItem;
import org.apache.spark.sql.catalyst.expressions.IntegralDivide;
import org.apache.spark.sql.catalyst.expressions.NumericEvalContext;
import org.apache.spark.sql.catalyst.expressions.Pmod;
import org.apache.spark.sql.catalyst.expressions.Remainder;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;
import scala.runtime.BoxedUnit;

/**
 * An extension of Spark SQL: an array has NULL where it has no element, and a division by zero is
 * NULL. Rows of photos that failed have empty arrays, and queries need not think of them. All else
 * stays as strict as the standard: a number that overflows and a text that is no number are errors.
 */
public final class LenientSql implements Function1<SparkSessionExtensions, BoxedUnit> {

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    // After it the analyzer looks again which columns may be NULL.
    extensions.injectPostHocResolutionRule(session -> new Lookups());
    return BoxedUnit.UNIT;
  }

  private static final class Lookups extends Rule<LogicalPlan> {
    @Override
    public LogicalPlan apply(LogicalPlan plan) {
      return plan.resolveExpressions(new Softened());
    }
  }

  private static final class Softened extends AbstractPartialFunction<Expression, Expression> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean isDefinedAt(Expression expression) {
      return soft(expression) != expression;
    }

    @Override
    public Expression apply(Expression expression) {
      return soft(expression);
    }

    private static Expression soft(Expression strict) {
      if (strict instanceof GetArrayItem item && item.failOnError()) {
        return item.copy(item.child(), item.ordinal(), false);
      }
      if (strict instanceof ElementAt item && item.failOnError()) {
        return item.copy(item.left(), item.right(), item.defaultValueOutOfBound(), false);
      }
      if (strict instanceof Divide of && fails(of.evalContext())) {
        return of.copy(of.left(), of.right(), soft(of.evalContext()));
      }
      if (strict instanceof IntegralDivide of && fails(of.evalContext())) {
        return of.copy(of.left(), of.right(), soft(of.evalContext()));
      }
      if (strict instanceof Remainder of && fails(of.evalContext())) {
        return of.copy(of.left(), of.right(), soft(of.evalContext()));
      }
      if (strict instanceof Pmod of && fails(of.evalContext())) {
        return of.copy(of.left(), of.right(), soft(of.evalContext()));
      }
      return strict;
    }

    private static boolean fails(NumericEvalContext context) {
      return context.evalMode().equals(EvalMode.ANSI());
    }

    private static NumericEvalContext soft(NumericEvalContext strict) {
      return strict.copy(EvalMode.LEGACY(), strict.allowDecimalPrecisionLoss());
    }
  }
}
