package io.hookline.action.runner;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a leader of commands is, in one of two languages by the same words: see the files.
 *
 * @param words what runs the file
 */
record LeaderProgram(List<String> words, String file) {
    /** Copies itself for each command. Runs wherever there is a shell, so that is also what runs below {@code sudo}. */
    static final LeaderProgram BASH = new LeaderProgram(List.of("bash"), "leader.bash");

    private static final Duration LONGEST_CHECK = Duration.ofSeconds(10);

    /** Answers with the file of the interpreter, which may have been found by a script that stands for it. */
    private static final String CHECK = "import os, sys; os.posix_spawnp, os.waitid; print(sys.executable)";

    /** The one that costs a command least: by Python, at half of a shell's price, where there is one of 3.8 or later. */
    static LeaderProgram cheapest() throws InterruptedException {
        try {
            Process python = new ProcessBuilder("python3", "-I", "-S", "-c", CHECK)
                    .redirectErrorStream(true)
                    .start();
            if (!python.waitFor(LONGEST_CHECK.toSeconds(), TimeUnit.SECONDS)) {
                python.destroyForcibly();
                return BASH;
            }
            String answer = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return python.exitValue() == 0 && !answer.isEmpty()
                    ? new LeaderProgram(List.of(answer, "-I", "-S"), "leader.py")
                    : BASH;
        } catch (IOException e) {
            return BASH; // there is no python3
        }
    }
}
