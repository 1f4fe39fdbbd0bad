package slipway.ui.deployments;

import java.util.List;

import slipway.base.Live;
import slipway.deploy.Deployment;
import slipway.deploy.Deployments;
import slipway.engine.Usage;
import slipway.observe.LogBuffer;
import slipway.spec.DeploymentSpec;

/// What the page needs of [Deployments], so that its tests need no engine.
interface Fleet {
    Live<List<Deployment>> all();

    LogBuffer logs(String id);

    List<Usage> usage(String id);

    void deploy(DeploymentSpec spec);

    void stop(String id);

    void restart(String id);

    void cancel(String id);

    void remove(String id) throws InterruptedException;

    static Fleet of(Deployments deployments) {
        return new Fleet() {
            @Override
            public Live<List<Deployment>> all() {
                return deployments.all();
            }

            @Override
            public LogBuffer logs(String id) {
                return deployments.logs(id);
            }

            @Override
            public List<Usage> usage(String id) {
                return deployments.usage(id);
            }

            @Override
            public void deploy(DeploymentSpec spec) {
                deployments.deploy(spec);
            }

            @Override
            public void stop(String id) {
                deployments.stop(id);
            }

            @Override
            public void restart(String id) {
                deployments.restart(id);
            }

            @Override
            public void cancel(String id) {
                deployments.cancel(id);
            }

            @Override
            public void remove(String id) throws InterruptedException {
                deployments.remove(id);
            }
        };
    }
}
