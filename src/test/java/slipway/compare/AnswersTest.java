package slipway.compare;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.base.Bytes;
import slipway.compare.Comparison.Form;
import slipway.compare.Difference.Kind;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AnswersTest {
    /// The differences as `pointer KIND`, and labels as equal/all.
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = '|', textBlock = """
            {"a":1,"b":"x"}              | { "b" : "x", "a" : 1 }       | ``                       | 2/2
            {"a":1}                      | {"a":2}                      | /a LABEL                 | 0/1
            {"a":"x","c":true}           | {"a":"y","c":true}           | /a LABEL                 | 1/2
            {"a":1.0}                    | {"a":1}                      | ``                       | 0/0
            {"a":1.0}                    | {"a":1.0000000001}           | ``                       | 0/0
            {"a":1.0}                    | {"a":1.1}                    | /a NUMBER                | 0/0
            {"a":1}                      | {"b":1}                      | /a MISSING,/b EXTRA      | 0/0
            {"a":1}                      | {"a":"1"}                    | /a TYPE                  | 0/0
            {"a":null}                   | {"a":0.5}                    | /a TYPE                  | 0/0
            {"a":{"b":1}}                | {"a":[1]}                    | /a TYPE                  | 0/0
            [1,2]                        | [1,2,3]                      | (root) LENGTH               | 2/2
            [1,2.5]                      | [2,2.5]                      | /0 NUMBER                | 0/0
            [[1],[2]]                    | [[1],[3]]                    | /1/0 LABEL               | 1/2
            {"p":[0.9,0.1]}              | {"p":[0.4,0.6]}              | /p LABEL,/p/0 NUMBER,/p/1 NUMBER | 0/1
            {"p":[0.9,0.1]}              | {"p":[0.8,0.2]}              | /p/0 NUMBER,/p/1 NUMBER  | 1/1
            {"p":[0,1,0]}                | {"p":[0,1.0,0]}              | ``                       | 1/1
            {"a":0.25,"b":0.75}          | {"b":0.25,"a":0.75}          | (root) LABEL,/a NUMBER,/b NUMBER | 0/1
            {"a":NaN}                    | {"a":NaN}                    | ``                       | 0/0
            {"a":NaN}                    | {"a":1.0}                    | /a NUMBER                | 0/0
            {"a":Infinity}               | {"a":-Infinity}              | /a NUMBER                | 0/0
            {"a":1e999}                  | {"a":1e300}                  | /a NUMBER                | 0/0
            {"a":12345678901234567890123} | {"a":12345678901234567890124} | /a LABEL               | 0/1
            {"a":9007199254740993}       | {"a":9007199254740992}       | /a LABEL                 | 0/1
            {"a/b":{"c~d":1}}            | {"a/b":{"c~d":2}}            | /a~1b/c~0d LABEL         | 0/1
            5.5                          | 5.5                          | ``                       | 0/0
            "x"                          | "y"                          | (root) LABEL                | 0/1
            """)
    void jsonIsComparedFieldByField(String one, String other, String differences, String labels) {
        Comparison comparison = compare(one, other, Tolerance.STRICT);
        assertEquals(Form.JSON, comparison.form());
        assertEquals(differences, comparison.differences().stream()
                .map(each -> (each.pointer().isEmpty() ? "(root)" : each.pointer()) + " " + each.kind())
                .collect(Collectors.joining(",")));
        assertEquals(labels, comparison.labelsEqual() + "/" + comparison.labels());
        assertEquals(differences.isEmpty(), comparison.agrees());
    }

    @Test
    void numbersMayBeApartAsFarAsTheToleranceSays() {
        var loose = new Tolerance(0.1, 0.01, Set.of(), Set.of());
        assertTrue(compare("{\"a\":0.0}", "{\"a\":0.1}", loose).agrees());
        assertFalse(compare("{\"a\":0.0}", "{\"a\":0.11}", loose).agrees());
        assertTrue(compare("{\"a\":1000.5}", "{\"a\":1010.5}", loose).agrees());
        Comparison comparison = compare("[1.5,2.5]", "[1.55,3.0]", loose);
        assertEquals(1, comparison.differing());
        assertEquals(0.5, Objects.requireNonNull(comparison.fields().get("/*")).largest(), 1e-12);
        assertEquals(2, Objects.requireNonNull(comparison.fields().get("/*")).apart());
        assertEquals(0.5, comparison.differences().getFirst().delta(), 1e-12);
    }

    @Test
    void namedFieldsAreIgnored() {
        String one = "{\"id\":\"a\",\"choices\":[{\"created\":1,\"text\":\"x\"}],\"created\":5}";
        String other = "{\"id\":\"b\",\"choices\":[{\"created\":2,\"text\":\"x\"}],\"created\":6,\"extra\":1}";
        var names = new Tolerance(0, 0, Set.of("id", "/choices/*/created", "extra"), Set.of());
        assertEquals(List.of("/created"), compare(one, other, names).differences().stream()
                .map(Difference::pointer).toList());
    }

    @Test
    void orderDoesNotCountWhereAsked() {
        var tags = new Tolerance(0, 0, Set.of(), Set.of("tags"));
        String one = "{\"tags\":[\"a\",\"b\",\"b\",\"c\"],\"list\":[1,2]}";
        assertTrue(compare(one, "{\"tags\":[\"b\",\"c\",\"a\",\"b\"],\"list\":[1,2]}", tags).agrees());
        assertEquals(List.of("/tags/3", "/list/0", "/list/1"),
                compare(one, "{\"tags\":[\"d\",\"b\",\"a\",\"b\"],\"list\":[2,1]}", tags).differences().stream()
                        .map(Difference::pointer).toList());
        assertTrue(compare("[[2,1],[3]]", "[[3],[2,1]]", new Tolerance(0, 0, Set.of(), Set.of("*"))).agrees());
    }

    @Test
    void statusAndContentTypeCount() {
        Comparison comparison = Answers.compare(answer(200, "application/json; charset=utf-8", "{}"),
                answer(500, "Application/JSON", "{}"), Tolerance.STRICT);
        assertTrue(comparison.statusDiffers());
        assertEquals(List.of(Kind.STATUS), comparison.differences().stream().map(Difference::kind).toList());
        Comparison types = Answers.compare(answer(200, "application/json", "{}"), answer(200, "text/html", "{}"),
                Tolerance.STRICT);
        assertTrue(types.schemaDiffers());
        Comparison none = Answers.compare(answer(200, "application/json", "{}"), Answer.failed("timeout", 5),
                Tolerance.STRICT);
        assertEquals(Form.NONE, none.form());
        assertEquals("timeout", none.differences().getFirst().other());
    }

    @Test
    void textIsShownAsADiffAndBytesAsSizes() {
        Comparison text = Answers.compare(answer(200, "text/csv", "a\nb\nc\n"), answer(200, "text/csv", "a\nx\nc\n"),
                Tolerance.STRICT);
        assertEquals(Form.TEXT, text.form());
        assertTrue(text.textDiff().contains("-b\n+x"), text.textDiff());
        Answer odd = Answer.of(200, "image/png", Bytes.copyOf(new byte[]{(byte) 0xff, 1}), 5);
        assertEquals(Form.BYTES, Answers.compare(odd, odd, Tolerance.STRICT).form());
        assertTrue(Answers.compare(odd, odd, Tolerance.STRICT).agrees());
        assertFalse(Answers.compare(odd, answer(200, "image/png", "x"), Tolerance.STRICT).agrees());
        Comparison broken = compare("{\"a\":1}", "{\"a\":", Tolerance.STRICT);
        assertEquals(List.of(Kind.TYPE), broken.differences().stream().map(Difference::kind).toList());
    }

    @Test
    void longBodiesAreComparedByTheirDigests() {
        Answer whole = answer(200, "text/plain", "x".repeat(Answer.COMPARED + 1));
        Answer hashed = Answer.digested(200, "text/plain", whole.size(), whole.body().sha256(), 5);
        assertEquals(Form.DIGEST, Answers.compare(whole, hashed, Tolerance.STRICT).form());
        assertTrue(Answers.compare(whole, hashed, Tolerance.STRICT).agrees());
        assertFalse(Answers.compare(whole, Answer.digested(200, "text/plain", whole.size(), "00", 5),
                Tolerance.STRICT).agrees());
    }

    @Test
    void deepAndWideDocumentsStayWithinBounds() {
        String deep = "[".repeat(400) + "1" + "]".repeat(400);
        assertEquals(Form.JSON, compare(deep, deep.replace('1', '2'), Tolerance.STRICT).form());
        String deeper = "[".repeat(100_000) + "1" + "]".repeat(100_000);
        Comparison text = compare(deeper, deeper.replace('1', '2'), Tolerance.STRICT);
        assertEquals(Form.TEXT, text.form());
        assertFalse(text.agrees());
        String wide = IntStream.range(0, 5_000).mapToObj(i -> "\"f" + i + "\":0.5")
                .collect(Collectors.joining(",", "{", "}"));
        Comparison many = compare(wide, wide.replace("0.5", "0.7"), Tolerance.STRICT);
        assertEquals(5_000, many.differing());
        assertEquals(Comparison.SHOWN, many.differences().size());
        assertEquals(Comparison.FIELDS, many.fields().size());
    }

    private static Comparison compare(String one, String other, Tolerance tolerance) {
        return Answers.compare(answer(200, "application/json", one), answer(200, "application/json", other),
                tolerance);
    }

    static Answer answer(int status, String type, String body) {
        return Answer.of(status, type, Bytes.utf8(body), 1_000_000);
    }
}
