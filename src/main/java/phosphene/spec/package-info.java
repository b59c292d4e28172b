/**
 * What is asked: jobs, recipes, objectives and the reader of job files. It knows no other package,
 * and only it (with gallery and site) knows YAML and JSON.
 */
@org.jspecify.annotations.NullMarked
package phosphene.spec;
