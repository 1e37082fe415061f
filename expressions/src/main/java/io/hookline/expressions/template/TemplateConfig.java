package io.hookline.expressions.template;

/**
 * What reading and rendering one template may cost. Steps are counted, not timed, so that a replay gives the same verdict.
 *
 * @param source characters of a template's text
 * @param depth nesting of a template's tree, its brackets and blocks alike
 * @param steps turns of loops, calls, filters and comparisons of one rendering
 * @param characters all characters made by one rendering, also those of intermediate texts
 * @param output characters handed on
 * @param items list and dictionary items made by one rendering
 * @param kept read templates that {@link Templates} keeps
 */
public record TemplateConfig(int source, int depth, int steps, int characters, int output, int items, int kept) {
    /** The limits of the design: they stop every hostile template tried within a fraction of a second. */
    public static TemplateConfig standard() {
        return new TemplateConfig(65_536, 100, 200_000, 10_000_000, 1_048_576, 1_000_000, 2_000);
    }
}
