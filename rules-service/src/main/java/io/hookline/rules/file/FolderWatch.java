package io.hookline.rules.file;

import io.hookline.common.database.Rounds;
import io.hookline.rules.RulesConfig;
import io.hookline.rules.engine.RulesMetrics;
import io.hookline.rules.file.RulesFolder.Look;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the folder of rules, if there is one: at the start, and whenever two looks one after the other find the same that is not in
 * force, so that what is just being written is left to the next look. It asks the file system and not for its notices, which a mounted
 * ConfigMap or a network's folder does not send for what lies behind a link.
 *
 * <p>A folder that can't be read changes nothing. One that is there and empty holds no rules: those that came from it are deleted.
 */
@Singleton
final class FolderWatch {
    /** What could not be saved may be possible later: a trigger type or an action has come, a rule of that name has gone. */
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(30);

    private final RulesConfig config;
    private final FolderRules rules;
    private final RulesMetrics metrics;
    private final Clock clock;
    private @Nullable Rounds rounds;

    private @Nullable Look before;
    private @Nullable Look inForce;
    private List<FileText> texts = List.of();
    private Set<FileFault> told = new HashSet<>();
    private Instant again = Instant.MAX;
    private boolean readable = true;
    private boolean waiting;

    FolderWatch(RulesConfig config, FolderRules rules, RulesMetrics metrics, Clock clock) {
        this.config = config;
        this.rules = rules;
        this.metrics = metrics;
        this.clock = clock;
    }

    // After the trigger types of the system are there, which rules name.
    void start(@Observes @Priority(Interceptor.Priority.APPLICATION + 950) StartupEvent event) {
        config.folder().ifPresent(path -> {
            var folder = new RulesFolder(path);
            rounds = Rounds.start("rule files", config.folderPoll(), () -> {
                round(folder);
                return false;
            });
        });
    }

    @PreDestroy
    void stop() {
        if (rounds != null) {
            rounds.close();
        }
    }

    private void round(RulesFolder folder) {
        try {
            look(folder);
            readable = true;
        } catch (IOException e) {
            if (readable) {
                Log.errorf("folder of rules can't be read, its rules stay as they are reason=%s", e.getMessage());
            }
            readable = false;
            before = null;
            metrics.folderUnreadable();
        }
    }

    private void look(RulesFolder folder) throws IOException {
        Look now = folder.look();
        metrics.folderReadable();
        boolean settled = now.equals(before) || inForce == null;
        before = now;
        if (now.equals(inForce)) {
            if (!told.isEmpty() && !clock.instant().isBefore(again)) {
                tell(rules.tryAgain(texts, told));
            }
        } else if (settled) {
            List<FileText> read = RulesFolder.read(now);
            if (folder.look().equals(now)) {
                texts = read;
                if (tell(rules.apply(read))) {
                    inForce = now;
                }
            }
        }
    }

    /** Whether all was done. */
    private boolean tell(FolderChanges changes) {
        changes.created().forEach(each -> Log.infof("rule created rule=%s file=%s", each.rule(), each.file()));
        changes.changed().forEach(each -> Log.infof("rule changed rule=%s file=%s", each.rule(), each.file()));
        changes.deleted().forEach(each -> Log.infof("rule deleted rule=%s file=%s", each.rule(), each.file()));
        metrics.rulesChanged(
                changes.created().size(),
                changes.changed().size(),
                changes.deleted().size());
        if (changes.interrupted().isPresent()) {
            if (!waiting) {
                Log.warnf("rule files wait reason=%s", changes.interrupted().get());
            }
            waiting = true;
            return false;
        }
        waiting = false;
        tellFaults(changes);
        again = clock.instant().plus(AGAIN_AFTER);
        return true;
    }

    private void tellFaults(FolderChanges changes) {
        for (FileFault fault : changes.faults()) {
            if (!told.contains(fault)) {
                Log.warnf(
                        "file of rules can't be used file=%s line=%d reason=%s",
                        fault.file(), fault.line(), fault.reason());
            }
        }
        if (!changes.isEmpty() || !told.equals(Set.copyOf(changes.faults()))) {
            Log.infof(
                    "rules are as their files say files=%d created=%d changed=%d deleted=%d unusable=%d",
                    texts.size(),
                    changes.created().size(),
                    changes.changed().size(),
                    changes.deleted().size(),
                    changes.faults().size());
        }
        if (texts.isEmpty() && !changes.deleted().isEmpty()) {
            Log.warnf(
                    "folder of rules is empty, all its rules are deleted rules=%d",
                    changes.deleted().size());
        }
        told = new HashSet<>(changes.faults());
        metrics.filesRead(changes.faults().size());
    }
}
