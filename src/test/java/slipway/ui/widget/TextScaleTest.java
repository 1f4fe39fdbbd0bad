package slipway.ui.widget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class TextScaleTest {
    @Test
    void whatHoldsTextGrowsAndPanesAndDecorationDoNot() {
        assertEquals(".a { -fx-font-size: 19.5px; -fx-min-height: 57.0px; -fx-padding: 4 8 4 8; }",
                TextScale.rewritten(".a { -fx-font-size: 13px; -fx-min-height: 38; -fx-padding: 4 8 4 8; }", 1.5));
        assertEquals(".a { -fx-min-width: 900.0px; -fx-pref-height: 6.0px; -fx-icon-size: 24.0px; }",
                TextScale.rewritten(".a { -fx-min-width: 900; -fx-pref-height: 6; -fx-icon-size: 12; }", 2));
    }

    @Test
    void goesFromOneToTwoInTenths() {
        assertEquals(List.of(1.0, 1.0, 1.1, 1.5, 2.0, 2.0, 1.0),
                Stream.of(0.2, 1.04, 1.06, 1.5, 2.0, 9.0, Double.NaN).map(TextScale::rounded).toList());
    }

    @Test
    void onlySheetsKnowsTheStyleSheets() throws IOException {
        // a sheet put on by hand would keep its size
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("slipway.basedir"), "app"))) {
            assertEquals(List.of("Sheets.java"), files.filter(file -> file.toString().endsWith(".java")).filter(
                    TextScaleTest::touchesSheets).map(file -> file.getFileName().toString()).toList());
        }
    }

    private static boolean touchesSheets(Path file) {
        try {
            return Files.readString(file).contains("getStylesheets()");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
