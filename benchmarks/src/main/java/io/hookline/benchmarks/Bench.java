package io.hookline.benchmarks;

import io.hookline.benchmarks.process.Workbench;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What {@code ./hookline bench} runs: the first figures as one table, or a part of them ({@code ./hookline bench accepted}, {@code
 * finished}, {@code commands}), or how long lists of a long history take ({@code listed}), or what finding rules costs ({@code matching}, see {@link RuleMatching}), or, with another name, a benchmark of a small
 * part: {@code ./hookline bench rendering}. Arguments such as {@code -Dbench.seconds=3} set {@link Options}.
 */
public final class Bench {
    private static final Logger KAFKA = Logger.getLogger("org.apache.kafka");
    private static final String SETTING = "-D";
    private static final String ACCEPTED = "accepted";
    private static final String FINISHED = "finished";
    private static final String LISTED = "listed";
    private static final String COMMANDS = "commands";
    private static final Set<String> FIGURES = Set.of(ACCEPTED, FINISHED, COMMANDS);
    private static final Set<String> ALL = Set.of(ACCEPTED, FINISHED, COMMANDS, LISTED);
    private static final String MATCHING = "matching";

    private Bench() {}

    public static void main(String... arguments)
            throws IOException, InterruptedException, RunnerException, SQLException {
        KAFKA.setLevel(Level.WARNING);
        var names = new ArrayList<String>();
        for (String argument : arguments) {
            if (argument.startsWith(SETTING)) {
                set(argument.substring(SETTING.length()));
            } else {
                names.add(argument);
            }
        }
        if (names.equals(List.of(MATCHING))) {
            System.out.println(Machine.here());
            System.out.println(new Table(new RuleMatching().measure()));
        } else if (ALL.containsAll(names)) {
            figures(names.isEmpty() ? FIGURES : Set.copyOf(names));
        } else {
            small(names);
        }
    }

    private static void set(String setting) {
        String[] nameAndValue = setting.split("=", 2);
        System.setProperty(nameAndValue[0], nameAndValue.length == 2 ? nameAndValue[1] : "");
    }

    private static void figures(Set<String> wanted) throws IOException, InterruptedException, SQLException {
        var options = Options.from(System.getProperties());
        var root = Path.of(System.getProperty("hookline.root", "")).toAbsolutePath();
        var progress = new Progress();
        var machine = Machine.here();
        System.out.println(machine);
        List<Row> rows = new ArrayList<>();
        try (var workbench = new Workbench(root, options.profile())) {
            if (wanted.contains(ACCEPTED)) {
                rows.addAll(new AcceptedWebhooks(workbench, options, progress).measure());
            }
            if (wanted.contains(FINISHED)) {
                rows.addAll(new FinishedExecutions(workbench, options, progress).measure());
            }
            if (wanted.contains(COMMANDS)) {
                rows.addAll(new CommandsRun(workbench, options, progress).measure());
            }
            if (wanted.contains(LISTED)) {
                rows.addAll(new ListedExecutions(workbench, options, progress).measure());
            }
        }
        System.out.println("Load of the machine, one minute: " + machine.load() + " before, "
                + Machine.here().load() + " after");
        System.out.println();
        System.out.println(new Table(rows));
    }

    private static void small(List<String> names) throws RunnerException {
        var chosen = new OptionsBuilder();
        names.forEach(name -> chosen.include("(?i)" + name));
        new Runner(chosen.build()).run();
    }
}
