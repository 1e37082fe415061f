package io.hookline.rules.file;

import io.hookline.rules.trigger.BuiltInTriggerTypes;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code ./hookline rules check FOLDER}: says what is wrong with a folder of rules, for a pipeline before they are in use. A line for each
 * fault, {@code file:line: reason}, and one that sums up. Starts nothing and needs nothing but the files.
 */
public final class RulesCheckMain {
    private RulesCheckMain() {}

    /** Ends with 0 if all files can be used, else with 1. */
    public static void main(String... args) {
        var output = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), output));
    }

    static int run(List<String> args, PrintStream output) {
        if (args.size() != 1) {
            output.println("Usage: ./hookline rules check FOLDER");
            return 1;
        }
        String folder = args.getFirst();
        List<FileText> texts;
        try {
            texts = RulesFolder.read(new RulesFolder(Path.of(folder)).look());
        } catch (IOException | InvalidPathException e) {
            output.println(folder + ": the folder can't be read: " + e.getMessage());
            return 1;
        }
        DryCheck check = DryCheck.of(RuleFile.all(texts, "nobody"), BuiltInTriggerTypes.all());
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        check.faults().forEach(fault -> output.println(prefix + line(fault, "")));
        check.warnings().forEach(warning -> output.println(prefix + line(warning, "warning: ")));
        output.println(count(check.rules(), "rule") + " can be used, "
                + count(check.faults().size(), "fault") + ", "
                + count(check.warnings().size(), "warning"));
        return check.faults().isEmpty() ? 0 : 1;
    }

    private static String line(FileFault fault, String kind) {
        // A reason may quote what the file says, line breaks among it.
        return fault.file() + ":" + fault.line() + ": " + kind + fault.reason().replaceAll("\\s+", " ");
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
