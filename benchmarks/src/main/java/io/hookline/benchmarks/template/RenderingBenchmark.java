package io.hookline.benchmarks.template;

import io.hookline.expressions.template.Rendering;
import io.hookline.expressions.template.TemplateConfig;
import io.hookline.expressions.template.Templates;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One rendering of a template that has been read before, beside one that is read each time: what keeping read templates is worth. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RenderingBenchmark {
    private static final TemplateConfig CONFIG = TemplateConfig.standard();

    private final Templates kept = new Templates(CONFIG);

    private final Map<String, Object> context = Map.of(
            "trigger",
            Map.of(
                    "body", Map.of("name", "hookline", "labels", List.of("a", "b", "c")),
                    "headers", Map.of("Content-Type", "application/json")));

    /** The template; shared by all calls, so of no use to write to. */
    @Param({
        "{{ trigger.body.name }}",
        "{% for label in trigger.body.labels %}{{ label | upper }}{% if not loop.last %}, {% endif %}{% endfor %}"
    })
    public String source = "";

    @Benchmark
    public Rendering readOnce() {
        return kept.read(source).render(context);
    }

    @Benchmark
    public Rendering readEachTime() {
        return new Templates(CONFIG).read(source).render(context);
    }
}
