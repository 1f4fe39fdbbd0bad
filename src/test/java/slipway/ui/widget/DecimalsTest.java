package slipway.ui.widget;

import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.base.Language;
import slipway.base.Text;

import static org.junit.jupiter.api.Assertions.assertEquals;

class DecimalsTest {
    @AfterEach
    void english() {
        Text.speak(Language.ENGLISH);
    }

    @Test
    void aPointAndACommaBothBeginTheFraction() {
        for (Language language : Language.values()) {
            Text.speak(language);
            assertEquals(List.of(2.5, 2.5, 10.0, 0.125), List.of("2.5", " 2,5 ", "10", "0,125").stream()
                    .map(text -> Decimals.read(text, 3, 3).orElseThrow()).toList(), language.tag());
            for (String none : List.of("", "x", "-1", "1,", ",5", "1,2,3", "1.2.3", "1234", "1.2345", "1e3"))
                assertEquals(OptionalDouble.empty(), Decimals.read(none, 3, 3), none);
        }
    }

    @Test
    void whatMayMeanAThousandIsNotGuessed() {
        assertEquals(OptionalDouble.empty(), Decimals.read("1,000", 4, 3));
        assertEquals("1,000 MB", Decimals.pointed("1,000 MB"));
        assertEquals("1.5 GB", Decimals.pointed("1,5 GB"));
        Text.speak(Language.FRENCH);
        assertEquals(OptionalDouble.of(1), Decimals.read("1,000", 4, 3));
    }
}
