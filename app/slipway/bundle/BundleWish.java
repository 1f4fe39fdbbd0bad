package slipway.bundle;

import java.util.List;

/// What somebody wants in a bundle. Immutable.
///
/// @param endpoints the endpoints with their requests and models and nothing else; all files of the workspace where
///                  it is empty
/// @param images    whether the images go along that the deployments need
/// @param scenario  whether the recordings and the saved load runs go along
public record BundleWish(List<String> endpoints, boolean images, boolean scenario) {
    public BundleWish {
        endpoints = List.copyOf(endpoints);
    }
}
