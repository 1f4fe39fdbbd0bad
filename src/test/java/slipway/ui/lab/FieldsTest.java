package slipway.ui.lab;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

class FieldsTest {
    @Test
    void sharesThatAPersonChoseHaveNoIdleDigits() {
        assertEquals("25 %", Fields.percent(0.25));
        assertEquals("2.5 %", Fields.percent(0.025));
        assertEquals("95 %", Fields.percent(1 - 0.05));
        assertEquals("50 %", Fields.percent(0.5));
    }
}
