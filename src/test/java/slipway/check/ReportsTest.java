package slipway.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.store.SignedFile.Form;
import slipway.store.SignedFile.Outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReportsTest {
    @TempDir
    private Path state;

    private static Passport at(String time, String target) {
        return new Passport(target, "image", null, Instant.parse(time), 1, Map.of(), List.of(
                Passports.many("one", "One", 1, 0, 1)));
    }

    @Test
    void aRunIsTwoSignedFilesNamedAfterTimeAndTarget() {
        var reports = new Reports(state);
        ChecksView.Run run = reports.save(at("2026-11-21T14:31:07.250Z", "registry.example.org:5000/team/iris:2"));
        assertEquals("20261121-143107-250-registry.example.org-5000-team-iris-2", run.id());
        assertEquals(Verdict.FAIL, run.verdict());
        for (Form form : Form.values())
            assertEquals(Outcome.OWN, Verification.of(reports.file(run.id(), form), reports.key()).outcome());
        assertEquals("registry.example.org:5000/team/iris:2", reports.read(run.id()).passport().target());
        assertEquals(run, reports.read(run.id()).run());
        String again = reports.save(at("2026-11-21T14:31:07.250Z", "registry.example.org:5000/team/iris:2")).id();
        assertEquals(run.id() + "-2", again);
        String hostile = reports.save(at("2026-11-21T14:31:08.250Z", "../../etc/" + "x".repeat(300))).id();
        assertTrue(Files.exists(state.resolve("reports").resolve(hostile + ".json")), hostile);
        assertTrue(hostile.length() < 100);
        assertEquals(List.of(hostile, again, run.id()), reports.ids());
    }

    @Test
    void changedAndDamagedOnesAreToldAndTheRestIsRead() throws IOException {
        var reports = new Reports(state);
        String changed = reports.save(at("2026-11-21T14:00:00Z", "changed")).id();
        String good = reports.save(at("2026-11-21T13:00:00Z", "good")).id();
        Path file = reports.file(changed, Form.JSON);
        Files.writeString(file, Files.readString(file).replace("\"fail\"", "\"pass\""));
        Files.writeString(state.resolve("reports/20260101-000000-000-x.json"), "{", StandardCharsets.UTF_8);
        var broken = new ArrayList<Problem>();
        assertEquals(List.of(good), reports.read(id -> true, broken).stream().map(each -> each.run().id()).toList());
        assertEquals(List.of(changed, "20260101-000000-000-x"),
                broken.stream().map(problem -> problem.args().getFirst()).toList());
        assertTrue(broken.getFirst().why().contains("do not belong together"), broken.getFirst().why());
        assertThrows(StudioException.class, () -> reports.read("never"));
    }

    @Test
    void theOldestGoWhenThereAreTooMany() throws IOException {
        var reports = new Reports(state);
        Path folder = Files.createDirectories(state.resolve("reports"));
        for (int i = 0; i < Reports.KEPT; i++) {
            Files.createFile(folder.resolve("2025%04d-x.json".formatted(i)));
            Files.createFile(folder.resolve("2025%04d-x.html".formatted(i)));
        }
        String newest = reports.save(at("2026-11-21T14:00:00Z", "new")).id();
        assertEquals(Reports.KEPT, reports.ids().size());
        assertEquals(newest, reports.ids().getFirst());
        assertFalse(Files.exists(folder.resolve("20250000-x.json")) || Files.exists(folder.resolve("20250000-x.html")));
        assertTrue(Files.exists(folder.resolve("20250001-x.html")));
    }
}
