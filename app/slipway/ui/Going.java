package slipway.ui;

import slipway.ui.endpoints.SafeRuns;
import slipway.ui.lab.LabRuns;
import slipway.ui.requests.KeptRequests;

/// What goes on or stands half written on pages while another language makes them anew: as long as the workspace is
/// open. Owned by [StudioApp]; FX thread.
record Going(SafeRuns rollouts, LabRuns lab, KeptRequests requests) {
    static Going nothing() {
        return new Going(new SafeRuns(), new LabRuns(), new KeptRequests());
    }
}
