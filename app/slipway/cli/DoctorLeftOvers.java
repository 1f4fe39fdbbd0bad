package slipway.cli;

import java.util.List;
import java.util.Map;

import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Text;
import slipway.engine.LeftOver;

/// What `doctor` says of what ended studios left at the engine: no fault, but it takes room. Stateless.
final class DoctorLeftOvers {
    private DoctorLeftOvers() {}

    /// Nothing to say without any, and where the engine cannot be asked, which another finding tells.
    static List<DoctorCommand.Finding> findings(CommandLineApp app) throws InterruptedException {
        try (var tasks = new Tasks()) {
            List<LeftOver> left = app.opener().salvage(tasks, app.workspace()).list();
            if (left.isEmpty()) return List.of();
            String names = String.join(", ", left.stream().map(LeftOver::name).toList());
            return List.of(new DoctorCommand.Finding("left-overs", false, false,
                    Text.of("cli.doctor.left-overs", left.size(), names), Text.of("cli.doctor.fix.left-overs"),
                    Map.of("leftOvers", left.stream().map(PruneCommand::map).toList())));
        } catch (StudioException e) {
            return List.of();
        }
    }
}
