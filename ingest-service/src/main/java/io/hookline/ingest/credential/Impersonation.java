package io.hookline.ingest.credential;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Whose a token is to be: the caller's own, or another's if a service user asks for it (spec: auth, 4). Pure. */
final class Impersonation {
    private final Set<String> serviceUsers;
    private final Map<String, Map<String, String>> nicknames;

    /**
     * @param nicknames by origin and user
     */
    Impersonation(Set<String> serviceUsers, Map<String, Map<String, String>> nicknames) {
        this.serviceUsers = Set.copyOf(serviceUsers);
        this.nicknames = Map.copyOf(nicknames);
    }

    /** What came of it. */
    sealed interface Outcome {
        record For(String user) implements Outcome {}

        record Refused(String fault) implements Outcome {}
    }

    /**
     * @param isKnown whether there is a record of that user
     */
    Outcome of(String caller, TokenRequest request, Predicate<String> isKnown) {
        if (request.user().isEmpty() && request.nickname().isEmpty()) {
            return new Outcome.For(caller);
        }
        if (!serviceUsers.contains(caller)) {
            return new Outcome.Refused("Current user is not a service and cannot request impersonated tokens");
        }
        if (request.user().isPresent()) {
            String user = request.user().get();
            return isKnown.test(user) ? new Outcome.For(user) : new Outcome.Refused("Could not locate user " + user);
        }
        String nickname = request.nickname().orElseThrow();
        return request.nicknameOrigin().filter(origin -> !origin.isEmpty()).isPresent()
                ? called(nickname, request.nicknameOrigin().get())
                : new Outcome.Refused("Nickname origin is not provided for nickname '" + nickname + "'");
    }

    private Outcome called(String nickname, String origin) {
        List<String> users = nicknames.getOrDefault(origin, Map.of()).entrySet().stream()
                .filter(user -> user.getValue().equals(nickname))
                .map(Map.Entry::getKey)
                .toList();
        return switch (users.size()) {
            case 0 -> new Outcome.Refused("Could not locate user " + nickname + "@" + origin);
            case 1 -> new Outcome.For(users.getFirst());
            default -> new Outcome.Refused(nickname + "@" + origin + " matched more than one username");
        };
    }
}
