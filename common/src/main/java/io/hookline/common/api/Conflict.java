package io.hookline.common.api;

import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response;

/** The same name twice: 409 with the id of the other one (spec: auth, 3). */
public final class Conflict extends ClientErrorException {
    private static final long serialVersionUID = 1;

    private final String conflictId;

    /**
     * @param uid of the thing that is already there
     */
    public Conflict(String conflictId, String uid) {
        super("Tried to save duplicate unique keys (" + uid + ")", Response.Status.CONFLICT);
        this.conflictId = conflictId;
    }

    public String conflictId() {
        return conflictId;
    }
}
