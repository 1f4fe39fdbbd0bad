package slipway.ui.endpoints;

import org.jspecify.annotations.Nullable;

import slipway.base.Tasks;
import slipway.requests.Sender;
import slipway.ui.ExportDialogs;
import slipway.ui.LabParts;
import slipway.ui.ScaleGround;

/// What the page does beyond showing: send, remember, roll out, export and scale.
///
/// @param lab      null where rollouts are not available
/// @param rollouts outlive the page
public record EndpointTools(Tasks tasks, Sender sender, EndpointHabits habits, @Nullable LabParts lab,
        ExportDialogs exports, ScaleGround scale, SafeRuns rollouts) {}
