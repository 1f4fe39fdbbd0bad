package slipway.requests;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BriefExpectationTest {
    @Test
    void whatIsTypedIsWhatARequestFileSays() {
        Map.ofEntries(Map.entry("status=200", "status 200"), Map.entry("status = 2xx", "status 2xx"),
                Map.entry("latency<=100ms", "latency 100 ms"), Map.entry("latency <= 1.5s", "latency 1.5 s"),
                Map.entry("$.predictions[0].label=setosa", "json $.predictions[0].label = setosa"),
                Map.entry("$.p >= 0.5", "json $.p >= 0.5"), Map.entry("$.a!=b", "json $.a != b"),
                Map.entry("$.a = x=y", "json $.a = x=y"),
                Map.entry("$.all[?(@.label == 2)].p=[0.5]", "json $.all[?(@.label == 2)].p = [0.5]"),
                Map.entry("$['a=b']~^c", "json $['a=b'] ~ ^c"), Map.entry("$.model", "json $.model exists"),
                Map.entry("header:Content-Type~json", "header Content-Type ~ json"),
                Map.entry("header:x-id", "header x-id exists"), Map.entry("schema=./s.json", "schema ./s.json"),
                Map.entry("golden=g.json ignore=id", "golden g.json ignore=id"),
                Map.entry("json $.a = 1", "json $.a = 1")).forEach((typed, said) -> {
                    Expectation read = BriefExpectation.parse(typed).orElseThrow(() -> new AssertionError(typed));
                    assertEquals(said, read.text());
                    assertEquals(read, Expectation.parse(said).orElseThrow(), said);
                });
    }

    @Test
    void nothingIsGuessed() {
        for (String typed : new String[]{"", "status", "status=abc", "status<=200", "latency=5ms", "latency<=soon",
                "$.a=", "header:", "header:=x", "statu=200", "= 3"})
            assertTrue(BriefExpectation.parse(typed).isEmpty(), typed);
    }
}
