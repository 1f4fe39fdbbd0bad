package slipway.ui.settings;

import java.util.List;

import javafx.scene.control.CheckBox;
import javafx.scene.control.TitledPane;

import org.junit.jupiter.api.Test;

import slipway.base.Live;
import slipway.network.Contact;
import slipway.network.Ledger;
import slipway.network.Offline;
import slipway.network.Party;
import slipway.network.Purpose;
import slipway.store.StudioSettings;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NetworkSectionUiTest extends UiTest {
    private final Ledger ledger = new Ledger(Offline.NOT);
    private final Live<StudioSettings> person = new Live<>(StudioSettings.DEFAULT);
    private final TestDesk desk = new TestDesk();

    private void open() {
        person.onChange(() -> ledger.switchOffline(person.get().network().offline()));
        var page = fx(() -> new SettingsPage(List.of(new NetworkSection(ledger, person, desk.desk()))));
        show(fx(page::view), 1200, 800);
        settle();
    }

    private void someContacts() {
        for (int i = 0; i < 3; i++)
            ledger.way(Purpose.PULL, Party.at("docker.io", 443)).begin();
        ledger.way(Purpose.LOGIN, Party.at("registry.example", 5000)).begin();
        ledger.way(Purpose.LOGIN, Party.at("registry.example", 5000)).failed();
        ledger.way(Purpose.ENGINE, Party.socket("/var/run/docker.sock")).begin();
        for (int port = 8801; port < 8805; port++)
            for (int i = 0; i < 400; i++)
                ledger.way(Purpose.GATEWAY, Party.at("127.0.0.1", port)).begin();
        ledger.switchOffline(true);
        ledger.way(Purpose.BUILD, Party.ANYBODY).begin();
        ledger.switchOffline(false);
    }

    private List<Contact> rows(String id) {
        return fx(() -> lookup(id).<NetworkTable>query().shown());
    }

    @Test
    void nothingLeftSaysSo() {
        open();
        assertTrue(lookup("Nothing has left this machine").tryQuery().isPresent());
        assertTrue(lookup("#network-clear").query().isDisabled());
        shots("settings-network-empty");
    }

    @Test
    void whatLeftStandsOutAndTheRestIsFolded() {
        someContacts();
        open();
        assertEquals(3, rows("#network-far").size());
        TitledPane folded = lookup("#network-folded").query();
        assertFalse(fx(folded::isExpanded));
        assertEquals("Within this machine: 5 addresses, 1,601 connections", fx(folded::getText));
        shots("settings-network");
        fxRun(() -> folded.setExpanded(true));
        settle();
        assertEquals(5, rows("#network-near").size());
        shots("settings-network-all");
    }

    @Test
    void theFilterFindsByWhomAndWhatForAndHow() {
        someContacts();
        open();
        clickOn("#network-filter").write("registry failed");
        settle();
        assertEquals(List.of(Purpose.LOGIN), rows("#network-far").stream().map(Contact::purpose).toList());
        clickOn("#network-copy");
        assertTrue(desk.copied.getFirst().startsWith("registry.example:5000\tRegistry login\t"), desk.copied::toString);
        assertEquals(1, desk.copied.getFirst().lines().count());
    }

    @Test
    void clearedItIsEmptyAndUndoBringsItBack() {
        someContacts();
        open();
        clickOn("#network-clear");
        settle();
        assertTrue(lookup("Nothing has left this machine").tryQuery().isPresent());
        assertEquals(List.of("The ledger is empty."), desk.done);
        desk.undo();
        settle();
        assertEquals(3, rows("#network-far").size());
    }

    @Test
    void theSwitchIsKeptAndObeyed() {
        open();
        clickOn("#network-offline");
        settle();
        assertTrue(person.get().network().offline());
        assertTrue(ledger.offline().get().on());
        assertFalse(fx(() -> lookup("#network-forced").query().isVisible()));
        ledger.force("--offline");
        person.set(StudioSettings.DEFAULT);
        settle();
        assertFalse(fx(() -> lookup("#network-offline").<CheckBox>query().isSelected()));
        assertTrue(ledger.offline().get().on());
        assertTrue(fx(() -> lookup("#network-forced").query().isVisible()));
        shots("settings-network-forced");
    }
}
