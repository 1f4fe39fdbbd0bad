/// The Lab: load, saved runs, practice faults, rollouts with their verdict, and what proves zero downtime.
@NullMarked
package slipway.ui.lab;

import org.jspecify.annotations.NullMarked;
