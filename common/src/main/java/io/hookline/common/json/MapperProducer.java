package io.hookline.common.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Gives the one mapper to the framework. */
final class MapperProducer {
    private MapperProducer() {}

    @Produces
    @Singleton
    static ObjectMapper mapper() {
        return Json.mapper();
    }
}
