package io.hookline.ingest.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.hookline.ingest.IngestCase;
import io.hookline.ingest.IngestProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients ask for at their start and hardly look at. */
@QuarkusTest
@TestProfile(IngestProfile.class)
class AskedInPassingTest extends IngestCase {
    @Test
    void rolesAreNamedAndNobodyHasOne() {
        assertThat(tree(request().get("/v1/rbac/roles")).findValuesAsText("name"))
                .containsExactly("system_admin", "admin", "observer");
        assertThat(tree(request().get("/v1/rbac/roles/admin")).path("system").asBoolean())
                .isTrue();
        assertThat(request().get("/v1/rbac/role_assignments?user=x").asString()).isEqualTo("[]");
        assertThat(request().get("/v1/rbac/permission_types").asString()).isEqualTo("{}");
    }

    @Test
    void thereIsNoSingleSignOnWhichAnybodyMayKnow() {
        assertThat(open().get("/auth/v1/sso").asString()).isEqualTo("{\"enabled\":false}");
    }

    @Test
    void noRegistryOfServicesIsKept() {
        assertThat(request().get("/v1/service_registry/groups").asString()).isEqualTo("{\"groups\":[]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v1/rbac/roles/nope                      | Resource with a name or id "nope" not found
            /v1/rbac/role_assignments/x              | Unable to identify resource with id "x".
            /v1/rbac/permission_types/x              | Invalid resource type: x
            /v1/service_registry/groups/g/members    | Group with ID "g" not found.
            """)
    void whatIsNotThereIsToldSo(String path, String fault) {
        assertFault(request().get(path), 404, fault);
    }
}
