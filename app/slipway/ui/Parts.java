package slipway.ui;

import slipway.base.Activity;
import slipway.base.Tasks;
import slipway.bundle.BundleGround;
import slipway.catalog.Catalog;
import slipway.check.Checks;
import slipway.deploy.Deployments;
import slipway.engine.Engines;
import slipway.engine.docker.DockerLook;
import slipway.housekeeping.Housekeeper;
import slipway.requests.History;
import slipway.requests.Sender;
import slipway.series.SeriesStore;
import slipway.spec.Workspace;
import slipway.store.Settings;
import slipway.store.StudioSettings;
import slipway.traffic.Gateway;
import slipway.ui.exports.ExportHabits;
import slipway.ui.widget.LogHabits;
import slipway.update.Updates;
import slipway.validate.Validator;

/// The features as the composition root built them, for [StudioApp] and [Pages] to hand out; a page's constructor
/// takes only what it needs, never this.
///
/// @param shown called once they stand in the window: what happens by itself waits for that
public record Parts(Tasks tasks, Activity activity, Workspace workspace, Catalog catalog, Engines engines,
        Deployments deployments, Gateway gateway, Sender sender, History history, SeriesStore series, Checks checks,
        Validator validator, Settings<WindowSettings> settings, Settings<StudioSettings> person,
        LabParts lab, ExportDialogs.Source exports,
        BundleGround bundling, ScaleGround scaling, DockerLook docker,
        Settings<LogHabits> logView, Settings<ExportHabits> exportView, Housekeeper housekeeper,
        Updates updates, Runnable shown) {}
