package io.hookline.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the figures were measured on.
 *
 * @param load  processes that ran or wanted to, on average over the last minute
 */
record Machine(int cores, String processor, String java, String system, double load) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                processorName().orElse(System.getProperty("os.arch")),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static Optional<String> processorName() {
        if (!Files.isReadable(PROCESSORS)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return cores + " cores of " + processor + ", " + java + ", " + system;
    }
}
