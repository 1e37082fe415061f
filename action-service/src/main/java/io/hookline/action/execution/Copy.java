package io.hookline.action.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.json.Json;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A thing as it was when an execution was asked for: later changes of it do not show. Equal copies are kept once, under their digest.
 */
record Copy(String digest, ObjectNode document) {
    private static final int DIGEST_BYTES = 16;

    static Copy of(ObjectNode document) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.bytes(document));
            return new Copy(HexFormat.of().formatHex(hash, 0, DIGEST_BYTES), document);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
