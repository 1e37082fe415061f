package io.hookline.action.runner;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runners this node has, by the name of their runner type. */
@Singleton
public final class Runners {
    private final Map<String, Runner> byName = new HashMap<>();

    @Inject
    Runners(Instance<Runner> runners) {
        this(runners.stream().toList());
    }

    Runners(List<Runner> runners) {
        AbsentRunner.ALL.forEach(runner -> byName.put(runner.name(), runner));
        runners.forEach(runner -> byName.put(runner.name(), runner));
    }

    public Optional<Runner> find(String runnerType) {
        return Optional.ofNullable(byName.get(runnerType));
    }

    /** One that can't be run here only needs a thread that says so. */
    public Lane lane(String runnerType) {
        return find(runnerType).map(Runner::lane).orElse(Lane.THREAD);
    }
}
