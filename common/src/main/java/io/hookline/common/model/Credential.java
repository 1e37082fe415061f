package io.hookline.common.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What lets a caller in. Only hashes of secrets are ever kept or sent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
@JsonSubTypes({@JsonSubTypes.Type(Token.class), @JsonSubTypes.Type(ApiKey.class)})
public sealed interface Credential permits Token, ApiKey {
    String id();

    /** The user whom a request with it acts for. */
    String user();

    /** Hash of the secret, the way its kind is looked up. */
    String hash();
}
