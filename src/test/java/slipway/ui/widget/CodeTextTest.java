package slipway.ui.widget;

import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import slipway.export.ExportFile.Language;
import slipway.ui.widget.JsonViewText.Piece;

import static org.junit.jupiter.api.Assertions.assertEquals;

class CodeTextTest {
    @Test
    void yamlHasKeysScalarsAndComments() {
        assertEquals("key(name) plain(:) plain(iris) comment(# ours)", told("name: iris # ours", Language.YAML));
        assertEquals("key(instance_count) plain(:) number(3)", told("instance_count: 3", Language.YAML));
        assertEquals("key(\"a: b\") plain(:) string('it''s: x')", told("  \"a: b\": 'it''s: x'", Language.YAML));
        assertEquals("plain(-) key(url) plain(:) plain(http://127.0.0.1:8801/a#b)",
                told("- url: http://127.0.0.1:8801/a#b", Language.YAML));
        assertEquals("plain(- -) key(on) plain(:) word(true)", told("    - - on: true", Language.YAML));
        assertEquals(
                "key(limits) plain(:) plain({) key(cpu) plain(:) string(\"2\") plain(,) key(gpu) plain(:) number(1)"
                        + " plain(})",
                told("limits: {cpu: \"2\", gpu: 1}", Language.YAML));
        assertEquals("word(---)", told("---", Language.YAML));
        assertEquals("key(image) plain(:) word(!ref) plain(it)", told("image: !ref it", Language.YAML));
        assertEquals("plain(-) plain(some words:no key)", told("- some words:no key", Language.YAML));
    }

    @Test
    void yamlBlocksEndWhereTheyEnd() {
        assertEquals("""
                key(data) plain(:)
                key(conf) plain(:) word(|)
                string(    listen: 80)
                string()
                string(      # no comment)
                key(other) plain(:) number(1)
                plain(-) word(|-)
                string(    text)
                key(last) plain(:) word(null)""", told("""
                data:
                  conf: |
                    listen: 80

                      # no comment
                  other: 1
                  - |-
                    text
                last: null
                """, Language.YAML));
    }

    @Test
    void shellHasOptionsVariablesAndQuotesOverLines() {
        assertEquals("""
                comment(#!/bin/sh)
                word(set) key(-eu)
                plain(aws) plain(sagemaker) key(--model-name) string(") variable($NAME) string(-1) string(") plain(\\)
                key(--container) string(') string({)
                string(  "Image": "a # b")
                string(}') plain(|) plain(cat) comment(# done)
                plain(cat) word(<<'EOF')
                string(not $HERE)
                word(EOF)
                plain(a) plain(#) plain(b) variable(${X:-1}) plain(\\") plain(x)""", told("""
                #!/bin/sh
                set -eu
                aws sagemaker --model-name "$NAME-1" \\
                  --container '{
                  "Image": "a # b"
                }' | cat # done
                cat <<'EOF'
                not $HERE
                EOF
                a#b ${X:-1} \\"x
                """, Language.SHELL));
    }

    @Test
    void configurationsHaveDirectivesNumbersAndVariables() {
        assertEquals("key(proxy_pass) plain(http://) variable($split) plain(;) comment(# 90/10)",
                told("    proxy_pass http://$split; # 90/10", Language.CONF));
        assertEquals("number(90%) plain(blue) plain(;)", told("  90% blue;", Language.CONF));
        assertEquals("key(timeout) plain(server) number(5s)", told("    timeout server 5s", Language.CONF));
        assertEquals("key(server) plain({) key(listen) number(80) plain(;) plain(})",
                told("server { listen 80; }", Language.CONF));
        assertEquals("key(http-request) plain(set-header) plain(X-Id) variable(%[rand(100)])",
                told("http-request set-header X-Id %[rand(100)]", Language.CONF));
    }

    @Test
    void jsonIsAsInAnswers() {
        assertEquals("key(\"cpu\") plain(:) number(2.5) plain(,) word(true)", told("  \"cpu\": 2.5, true",
                Language.JSON));
    }

    /// Nothing is lost or added, whatever the text.
    @Test
    void thePiecesAreTheLine() {
        String odd = "a: 'open\n\"open\n\t- - x:y\n<<\n<<<\"x\n$ ${ $( \\\n%[ %  {\n[a, {b: 'c'}] # d\n\n|\n  \u00e9\ud83d\ude00";
        for (Language language : Language.values()) {
            for (CodeText.Line line : CodeText.lines(odd, language)) {
                assertEquals(line.text(), line.pieces().stream().map(Piece::text).collect(Collectors.joining()));
            }
            assertEquals(odd.lines().toList(), CodeText.lines(odd, language).stream().map(CodeText.Line::text)
                    .toList());
        }
    }

    private static String told(String text, Language language) {
        return CodeText.lines(text, language).stream().map(line -> line.pieces().stream()
                .filter(piece -> piece.style().equals(CodeText.STRING) || !piece.text().isBlank())
                .map(CodeTextTest::piece).collect(Collectors.joining(" "))).collect(Collectors.joining("\n"));
    }

    private static String piece(Piece piece) {
        boolean plain = piece.style().isEmpty();
        return (plain ? "plain" : piece.style().substring(5)) + "(" + (plain ? piece.text().strip() : piece.text())
                + ")";
    }
}
