package io.hookline.action.runner;

class LocalShellRunnerWithoutPythonTest extends LocalShellRunnerTest {
    @Override
    Leaders leaders() {
        return new Leaders(LeaderProgram.BASH);
    }
}
