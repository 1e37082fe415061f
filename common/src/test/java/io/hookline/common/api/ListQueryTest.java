package io.hookline.common.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hookline.common.api.ListQuery.SortKey;
import io.hookline.common.api.ListQuery.TimeRange;
import io.hookline.common.json.Json;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListQueryTest {
    private static final String EXECUTION =
            "{'id': 'a1', 'ref': 'p.n', 'action': {'ref': 'x.y', 'pack': 'x', 'notify': {'a': 1, 'b': 2}}, 'log': [{'status': 'ok'}]}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=0          | Limit, \"0\" specified, must be a positive number or -1 for full result set.",
                "limit=-0         | Limit, \"0\" specified, must be a positive number or -1 for full result set.",
                "limit=-2         | Limit, \"-2\" specified, must be a positive number.",
                "limit=abc        | Parameter \"limit\" is not of type integer",
                "limit=           | Parameter \"limit\" is not of type integer",
                "limit=1.5        | Parameter \"limit\" is not of type integer",
                "limit=+1         | Parameter \"limit\" is not of type integer",
                "offset=x         | Parameter \"offset\" is not of type integer",
                "offset=2147483648 | Offset \"2147483648\" specified is more than 32-bit int",
                "offset=-1        | Offset, \"-1\" specified, must not be negative.",
                "include_attributes=a&exclude_attributes=b | exclude_fields and include_fields arguments are mutually exclusive. You need to provide either one or another, but not both.",
            })
    void aQueryThatCannotBeTakenIsRefusedWithItsReason(String query, String reason) {
        assertThatThrownBy(() -> query(query))
                .isInstanceOf(BadRequestException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @CsvSource({"'',100", "limit=7,7", "limit=1000,1000", "limit=99999999999,2147483647"})
    void theLimitIsTheOneAskedForOrTheDefault(String query, int limit) {
        assertThat(query(query).limit()).hasValue(limit);
    }

    @Test
    void withoutALimitEverythingComes() {
        assertThat(query("limit=-1").limit()).isEqualTo(OptionalInt.empty());
        assertThat(ListQuery.of(new MultivaluedHashMap<>(), ListQuery.ALL).limit())
                .isEqualTo(OptionalInt.empty());
    }

    @Test
    void theOffsetIsZeroUnlessAskedFor() {
        assertThat(query("").offset()).isZero();
        assertThat(query("offset=2147483647").offset()).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=x  | Parameter \"wait\" is not of type integer",
                "wait=61 | Parameter \"wait\" must be from 0 to 60, got 61",
                "wait=-1 | Parameter \"wait\" must be from 0 to 60, got -1",
            })
    void aNumberOutOfItsBoundsIsRefused(String query, String reason) {
        assertThatThrownBy(() -> query(query).number("wait", 0, 60))
                .isInstanceOf(BadRequestException.class)
                .hasMessage(reason);
    }

    @Test
    void aNumberWithinItsBoundsIsTaken() {
        assertThat(query("wait=60").number("wait", 0, 60)).hasValue(60);
        assertThat(query("").number("wait", 0, 60)).isEmpty();
    }

    @Test
    void onlyIncludedAttributesAreAskedFor() {
        assertThat(query("include_attributes=links.executions,id").asksFor("links"))
                .isTrue();
        assertThat(query("include_attributes=id").asksFor("links")).isFalse();
        assertThat(query("").asksFor("links")).isFalse();
    }

    @Test
    void unknownSortKeysAreSkipped() {
        var keys = query("sort=-timestamp,nope, +action,id").sort(Set.of("timestamp", "action", "id"));

        assertThat(keys)
                .containsExactly(
                        new SortKey("timestamp", true), new SortKey("action", false), new SortKey("id", false));
    }

    @ParameterizedTest
    @CsvSource({"true,true", "1,true", "YES,true", "y,true", "False,false", "0,false", "no,false", "N,false"})
    void flagsAreSpelledInManyWays(String value, boolean flag) {
        assertThat(query("enabled=" + value).flag("enabled")).hasValue(flag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "", "2", "null"})
    void whatIsNoFlagIsRefused(String value) {
        assertThatThrownBy(() -> query("show_secrets=" + value).flag("show_secrets"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("Parameter \"show_secrets\" is not of type boolean");
        assertThat(query("").flag("show_secrets")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2030-01-31T08:21:18Z,2030-01-31T08:21:18Z",
        "2030-01-31 08:21:18.123Z,2030-01-31T08:21:18.123Z",
        "2030-01-31T08:21:18.1234+00,2030-01-31T08:21:18.123400Z",
        "2030-01-31T08:21:18.123456+0000,2030-01-31T08:21:18.123456Z",
        "2030-01-31T08:21:18+00:00,2030-01-31T08:21:18Z",
    })
    void timesComeInTheseForms(String value, Instant time) {
        assertThat(query("timestamp_gt=" + value).time("timestamp_gt")).hasValue(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2030-01-31",
                "2030-01-31T08:21:18",
                "2030-01-31T08:21Z",
                "2030-01-31T08:21:18.12Z",
                "2030-01-31T08:21:18.1234567Z",
                "2030-01-31T08:21:18+01:00",
                "2030-02-30T08:21:18Z",
                "2030-13-01T08:21:18Z",
                "2030-01-31T25:21:18Z",
            })
    void otherTimesAreRefused(String value) {
        assertThatThrownBy(() -> query("timestamp_lt=" + value).time("timestamp_lt"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("Datetime value does not match expected format.");
    }

    @Test
    void aRangeThatRunsBackwardsIsDescending() {
        var early = Instant.parse("2030-01-01T00:00:00Z");
        var late = Instant.parse("2030-01-02T00:00:00Z");

        assertThat(query("t=2030-01-01T00:00:00Z..2030-01-02T00:00:00Z").timeRange("t"))
                .hasValue(new TimeRange(early, late, false));
        assertThat(query("t=2030-01-02T00:00:00Z..2030-01-01T00:00:00Z").timeRange("t"))
                .hasValue(new TimeRange(early, late, true));
        assertThat(query("t=2030-01-01T00:00:00Z").timeRange("t")).hasValue(new TimeRange(early, early, false));
        assertThatThrownBy(() -> query("t=2030-01-01T00:00:00Z..").timeRange("t"))
                .hasMessage("Datetime value does not match expected format.");
    }

    @Test
    void aFilterTakesAtMostAHundredValues() {
        String hundred = String.join(
                ",", IntStream.range(0, 100).mapToObj(Integer::toString).toList());

        assertThat(query("id=" + hundred).texts("id")).hasSize(100);
        assertThat(query("id=a, b,,").texts("id")).containsExactly("a", "b");
        assertThatThrownBy(() -> query("id=" + hundred + ",100").texts("id"))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("Maximum of 100 items can be provided for a query parameter value");
    }

    @Test
    void nullAsAFilterAsksForWhatLacksTheField() {
        assertThat(query("parent=NULL").asksForNone("parent")).isTrue();
        assertThat(query("parent=6b04f0b060fd08e819d0aac8").asksForNone("parent"))
                .isFalse();
        assertThat(query("").asksForNone("parent")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                        | " + EXECUTION,
                "include_attributes=log                    | {'id': 'a1', 'ref': 'p.n', 'log': [{'status': 'ok'}]}",
                "include_attributes=action.ref,action.notify.b | {'id': 'a1', 'ref': 'p.n', 'action': {'ref': 'x.y', 'notify': {'b': 2}}}",
                "include_attributes=action.notify.a,action.notify | {'id': 'a1', 'ref': 'p.n', 'action': {'notify': {'a': 1, 'b': 2}}}",
                "include_attributes=action,action.ref      | {'id': 'a1', 'ref': 'p.n', 'action': {'ref': 'x.y', 'pack': 'x', 'notify': {'a': 1, 'b': 2}}}",
                "include_attributes=log.status,absent      | {'id': 'a1', 'ref': 'p.n', 'log': [{'status': 'ok'}]}",
                "exclude_attributes=action,id              | {'id': 'a1', 'ref': 'p.n', 'log': [{'status': 'ok'}]}",
                "exclude_attributes=action.notify,action.pack,log | {'id': 'a1', 'ref': 'p.n', 'action': {'ref': 'x.y'}}",
            })
    void anItemIsCutToTheAttributesAskedFor(String query, String cut) {
        assertThat(query(query).cut(json(EXECUTION), Set.of("id", "ref"))).isEqualTo(json(cut));
    }

    @ParameterizedTest
    @CsvSource({
        "'',result,true",
        "include_attributes=status,result,false",
        "include_attributes=result.stdout,result,true",
        "include_attributes=action,action.parameters,true",
        "include_attributes=results,result,false",
        "exclude_attributes=result,result,false",
        "exclude_attributes=result,result.stdout,false",
        "exclude_attributes=result.stdout,result,true",
    })
    void aPlaceCanAskWhatIsWanted(String query, String attribute, boolean wanted) {
        assertThat(query(query).wants(attribute)).isEqualTo(wanted);
    }

    @Test
    void attributesCanBeCheckedAgainstWhatThereIs() {
        var known = Set.of("action", "status");

        assertThat(query("include_attributes=action.ref,status").checkIncluded(known))
                .isNotNull();
        assertThatThrownBy(() -> query("include_attributes=status,nope.x").checkIncluded(known))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("Invalid or unsupported include attribute specified: nope.x");
        assertThatThrownBy(() -> query("exclude_attributes=action").checkExcluded(Set.of("result")))
                .isInstanceOf(BadRequestException.class)
                .hasMessage("Invalid or unsupported exclude attribute specified: action");
    }

    @Test
    void theAnswerTellsTheTotalAndTheLimitInForce() {
        var items = List.of(json("{'id': 'a1', 'name': 'n'}"));

        var limited = query("limit=1&include_attributes=id").answer(items, 12, Set.of("id"));
        var whole = query("limit=-1").answer(items, 12, Set.of("id"));

        assertThat(limited.getHeaderString("X-Total-Count")).isEqualTo("12");
        assertThat(limited.getHeaderString("X-Limit")).isEqualTo("1");
        assertThat(limited.getEntity()).isEqualTo(List.of(json("{'id': 'a1'}")));
        assertThat(whole.getHeaderString("X-Limit")).isNull();
    }

    private static ListQuery query(String query) {
        var parameters = new MultivaluedHashMap<String, String>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.add(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return ListQuery.of(parameters, 100);
    }

    private static ObjectNode json(String json) {
        return (ObjectNode) Json.stored(json.replace('\'', '"'));
    }
}
