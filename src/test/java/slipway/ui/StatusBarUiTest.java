package slipway.ui;

import javafx.scene.Node;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import slipway.network.Ledger;
import slipway.testkit.UiTest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StatusBarUiTest extends UiTest {
    @AfterEach
    void onlineAgain() {
        Ledger.OURS.force("");
    }

    @Test
    void saysThatTheStudioIsOfflineWhileItIs() {
        show(fx(StatusBar::new), 1200, 40);
        Node offline = lookup("#status-offline").query();
        assertFalse(fx(offline::isVisible));
        Ledger.OURS.force("--offline");
        settle();
        assertTrue(fx(offline::isVisible));
        shots("status-offline");
    }
}
