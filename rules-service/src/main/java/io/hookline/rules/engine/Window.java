package io.hookline.rules.engine;

import io.hookline.common.json.Json;
import io.hookline.rules.rule.Throttle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The time in which matches of a rule with one key are counted together.
 *
 * @param ends when the next match begins a new one
 * @param matched how many there are by now, those held back among them
 */
record Window(Instant ends, long matched) {
    private static final String LAST_FOLLOW = ", and the last are enforced then";

    /**
     * What becomes of the newest matches in it. Pure.
     *
     * @param matches of one rule and key in the order in which they were judged; counted in {@code matched} already
     */
    Settled settle(List<ThrottledMatch> matches) {
        List<ThrottledMatch> admitted = new ArrayList<>();
        List<ThrottledMatch> kept = new ArrayList<>();
        List<RuleEnforcement> heldBack = new ArrayList<>();
        long before = matched - matches.size();
        for (int i = 0; i < matches.size(); i++) {
            ThrottledMatch match = matches.get(i);
            switch (match.throttle().mode()) {
                case FIRST -> {
                    if (before + i < match.throttle().max()) {
                        admitted.add(match);
                    } else {
                        heldBack.add(match.enforcement().throttled(reason(match.throttle(), "")));
                    }
                }
                case LAST -> {
                    heldBack.add(match.enforcement().throttled(reason(match.throttle(), LAST_FOLLOW)));
                    if (i >= matches.size() - match.throttle().max()) {
                        kept.add(match);
                    }
                }
            }
        }
        return new Settled(admitted, kept, heldBack);
    }

    /**
     * Why a match that came now would be held back; empty if it would be let through. Pure.
     *
     * @param open the window that it would come into; empty if one would begin with it
     */
    static Optional<String> heldBack(Throttle throttle, Optional<Window> open) {
        return switch (throttle.mode()) {
            case FIRST ->
                open.filter(window -> window.matched >= throttle.max()).map(window -> window.reason(throttle, ""));
            case LAST ->
                open.map(window -> window.reason(throttle, LAST_FOLLOW))
                        .or(() -> Optional.of(heldBack(throttle) + "a window would begin with it" + LAST_FOLLOW));
        };
    }

    private static String heldBack(Throttle throttle) {
        return "Held back by the rule's throttle: " + throttle.words() + "; ";
    }

    private String reason(Throttle throttle, String more) {
        return heldBack(throttle) + "this window ends at " + Json.TIME.format(ends) + more;
    }

    /**
     * @param admitted these are enforced now
     * @param kept these may be the last of the window
     * @param heldBack what is recorded of all that are not admitted
     */
    record Settled(List<ThrottledMatch> admitted, List<ThrottledMatch> kept, List<RuleEnforcement> heldBack) {}
}
