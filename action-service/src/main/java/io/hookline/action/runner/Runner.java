package io.hookline.action.runner;

/** One way to run actions. Runs one to its end, to its timeout, or until it is told to stop. */
public interface Runner {
    /** The runner type's name. */
    String name();

    /** What running takes of this node. */
    Lane lane();

    /**
     * @param stop told from another thread; the runner ends as soon as it can, and what it returns then is not looked at
     * @return never null; an action that fails is {@link RunnerResult.Failed}, not an exception
     * @throws InterruptedException if the thread is interrupted
     */
    RunnerResult run(Order order, Stop stop) throws InterruptedException;
}
